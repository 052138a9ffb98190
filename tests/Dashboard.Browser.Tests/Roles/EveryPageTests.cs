using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Browser.Tests.Roles;

/// <summary>Every page as every role, on a desk in light and on a phone in dark: it fits, and the browser has nothing to complain about.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    private const string Person = "mara.lindqvist@alderway.example";

    /// <summary>Pages of nobody in particular, which their own tests open, and those that need something of their own in the address.</summary>
    private static readonly string[] Elsewhere = ["/setup", "/join", "/sign-in", "/problem", "/error", "/not-found", "/welcome", "/first-run"];

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Every_page_fits(Role role)
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await SeedAsync(host, role);
        var pages = PagesOf(host);
        foreach (var (width, theme) in ((int, string)[])[(1440, "light"), (390, "dark")])
        {
            await using var visit = await chromium.VisitAsync(host, width, theme: theme);
            visit.Expect("403");
            await visit.GoAsync("/sign-in");
            await visit.Page.FillAsync("#email", Person);
            await visit.Page.FillAsync("#password", Visit.OwnerPassword);
            await visit.Page.ClickAsync("button[type=submit]");
            await visit.Page.AwayFromAsync("/sign-in");
            var opened = 0;
            foreach (var (page, isLive) in pages)
            {
                var answer = await visit.Page.GotoAsync(page);
                if (answer!.Status == 403)
                {
                    continue;
                }

                opened++;
                Assert.Equal(200, answer.Status);
                if (isLive)
                {
                    await visit.ConnectedAsync();
                }

                await visit.ChartsAsync();
                await visit.AssertFitsAsync();
                await visit.PictureAsync($"{role}-{width}-{page.Trim('/').Replace('/', '-')}");
            }

            Assert.True(opened > 1);
        }
    }

    /// <summary>The pages, and whether each is live or a plain document.</summary>
    private static List<(string Path, bool IsLive)> PagesOf(DashboardHost host) =>
    [
        .. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(e => ("/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<ExcludeFromInteractiveRoutingAttribute>() is null))
            .Where(p => !p.Item1.Contains('{', StringComparison.Ordinal) && !Elsewhere.Any(e => p.Item1.StartsWith(e, StringComparison.Ordinal)))
            .Append(("/seats/yusuf.demir@alderway.example", true))
            .Append(("/jobs/doctor", true))
            .Distinct()
            .OrderBy(p => p.Item1, StringComparer.Ordinal),
    ];

    private static async Task SeedAsync(DashboardHost host, Role role)
    {
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        await alderway.DecideAsync(now, new RoleGranted("ines@alderway.example", Role.Owner), new RoleGranted(Person, role, role == Role.TeamAdmin ? "Platform" : null));
        await host.Services.GetRequiredService<Database>().Books.CatchUpAsync(now);
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        Assert.True((await users.CreateAsync(new AppUser { UserName = Person, Email = Person, EmailConfirmed = true, Name = "Mara Lindqvist" }, Visit.OwnerPassword)).Succeeded);
    }
}
