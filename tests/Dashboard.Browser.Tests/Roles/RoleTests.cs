using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Roles;

/// <summary>What people of other roles than the owner see, and how soon a change reaches a page that is open.</summary>
public sealed class RoleTests(Chromium chromium)
{
    private static readonly LocatorAssertionsToHaveTextOptions Patient = new() { Timeout = 20_000 };
    private static readonly LocatorAssertionsToHaveCountOptions Slow = new() { Timeout = 20_000 };

    private const string Person = "mara.lindqvist@alderway.example";

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 390)]
    public async Task A_team_admin_sees_only_the_seats_of_the_own_team(string theme, int width)
    {
        using var host = Host();
        await SeedAsync(host, new RoleGranted(Person, Role.TeamAdmin, "Platform"));
        await using var visit = await SignInAsync(host, width, theme);
        var page = visit.Page;

        await page.AtAsync("**/seats");
        await visit.ConnectedAsync();
        await Expect(page.Locator("tbody .name")).ToHaveTextAsync(["Tomasz Wierzbicki", "Yusuf Demir", "Jonas Weidmann"], Patient);
        await OnlyAsync(page, "Seats", "Overview", "Ledger", "Sources", "Settings");
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"team-admin-seats-{width}-{theme}");
        await visit.GoAsync("/seats/luis.ferreira@alderway.example");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("No such seat");
        await visit.GoAsync("/seats/yusuf.demir@alderway.example");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Yusuf Demir");
    }

    [Fact]
    public async Task A_change_of_roles_takes_effect_on_an_open_page()
    {
        using var host = Host();
        await SeedAsync(host, new RoleGranted(Person, Role.Auditor), new RoleGranted(Person, Role.TeamAdmin, "Platform"));
        await using var ledger = await SignInAsync(host);
        await ledger.GoAsync("/ledger");
        await ledger.ConnectedAsync();
        await OnlyAsync(ledger.Page, "Ledger", "Sources");
        await using var seats = await SignInAsync(host);
        await seats.GoAsync("/seats");
        await seats.ConnectedAsync();
        await Expect(seats.Page.Locator("tbody .name")).ToHaveCountAsync(20, Slow);

        await new Alderway(host).DecideAsync(Now, new RoleWithdrawn(Person, Role.Auditor));

        await Expect(ledger.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page is not for your role", Patient);
        await OnlyAsync(ledger.Page, "Seats", "Overview", "Ledger", "Settings");
        await Expect(seats.Page.Locator("tbody .name")).ToHaveCountAsync(3, Slow);
        await ledger.PictureAsync("not-for-your-role-1440-light");

        await new Alderway(host).DecideAsync(Now, new RoleGranted(Person, Role.TeamAdmin, "Cloud"), new RoleGranted(Person, Role.Finance));
        await new Alderway(host).DecideAsync(Now, new RoleWithdrawn(Person, Role.TeamAdmin, "Platform"));

        await Expect(ledger.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ledger", Patient);
        await Expect(seats.Page.Locator("tbody .name")).ToHaveCountAsync(20, Slow);
    }

    /// <summary>The menu has one link and none of others.</summary>
    private static async Task OnlyAsync(IPage page, string there, params string[] missing)
    {
        var menu = page.Locator("aside nav");
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = there, IncludeHidden = true })).ToHaveCountAsync(1, Slow);
        foreach (var name in missing)
        {
            await Expect(menu.GetByRole(AriaRole.Link, new() { Name = name, IncludeHidden = true })).ToHaveCountAsync(0, Slow);
        }
    }

    private static long Now => Alderway.Now.ToUnixTimeMilliseconds();

    private static DashboardHost Host() => new(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));

    private static async Task SeedAsync(DashboardHost host, params DecisionBody[] roles)
    {
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        await alderway.DecideAsync(Now, [new RoleGranted("ines@alderway.example", Role.Owner), .. roles]);
        await host.Services.GetRequiredService<Database>().Books.CatchUpAsync(Now);
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        Assert.True((await users.CreateAsync(new AppUser { UserName = Person, Email = Person, EmailConfirmed = true, Name = "Mara Lindqvist" }, Visit.OwnerPassword)).Succeeded);
    }

    private async Task<Visit> SignInAsync(DashboardHost host, int width = 1440, string theme = "light")
    {
        var visit = await chromium.VisitAsync(host, width, theme: theme);
        await visit.GoAsync("/sign-in");
        await visit.Page.FillAsync("#email", Person);
        await visit.Page.FillAsync("#password", Visit.OwnerPassword);
        await visit.Page.ClickAsync("button[type=submit]");
        await visit.Page.AwayFromAsync("/sign-in");
        return visit;
    }
}
