using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Claims;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Components;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

/// <summary>A host with one person of every role and one of none, a seat that is in the scope of team admin and seat holder, and one that is not.</summary>
public sealed class RightsOrganisation : IAsyncLifetime
{
    /// <summary>The seat of the seat holder, in the team of the team admin.</summary>
    public const string Own = "seat-holder@example.org";

    /// <summary>A seat of another team.</summary>
    public const string Other = "other@example.org";

    public static readonly string[] Roles = ["owner", "finance", "team-admin", "seat-holder", "auditor", "platform", "nobody"];

    private static readonly DateOnly Start = new(2026, 11, 1);

    private readonly WebHost _plain = new();
    private readonly WebApplicationFactory<App> _host;

    public RightsOrganisation() => _host = _plain.WithWebHostBuilder(builder => builder.ConfigureServices(services => services.AddTransient<IStartupFilter, OwnAddress>()));

    public IServiceProvider Services => _host.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public int OwnSeat { get; private set; }

    public int OtherSeat { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        DecisionBody[] bodies =
        [
            new OrganisationCreated("Example", "UTC", Start),
            new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced),
            new SeatAdded(-1, Own, "Own", "team-premium", "Blue", null, 1, Start),
            new SeatAdded(-2, Other, "Other", "team-premium", "Red", null, 1, Start),
            new RoleGranted(Email("owner"), Role.Owner),
            new RoleGranted(Email("finance"), Role.Finance),
            new RoleGranted(Email("team-admin"), Role.TeamAdmin, "Blue"),
            new RoleGranted(Email("seat-holder"), Role.SeatHolder),
            new RoleGranted(Email("auditor"), Role.Auditor),
            new RoleGranted(Email("platform"), Role.Platform),
        ];
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, at, "test"))], "test", at));
        await Database.Decisions.RegisterSourceAsync("laptop", "push", "test", at);
        await Database.Books.RollForwardAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var organisation = await Database.Decisions.CurrentAsync();
        (OwnSeat, OtherSeat) = (organisation.SeatOf(Own)!.Id, organisation.SeatOf(Other)!.Id);

        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        foreach (var role in Roles)
        {
            Assert.True((await users.CreateAsync(new AppUser { UserName = Email(role), Email = Email(role), EmailConfirmed = true, Name = role }, Forms.Password)).Succeeded);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _plain.DisposeAsync();
    }

    /// <summary>A browser of its own address; signed in when the person is one.</summary>
    public async Task<HttpClient> BrowserAsync(string who)
    {
        var browser = _host.CreateClient(new() { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(OwnAddress.Header, Guid.NewGuid().ToString());
        if (Roles.Contains(who))
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(email: Email(who))).StatusCode);
        }
        else if (Enum.TryParse<ApiKeyScopes>(who["key:".Length..], ignoreCase: true, out var scope) && scope != ApiKeyScopes.None)
        {
            var key = await Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest(who, scope), Caller.Product);
            browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        }

        return browser;
    }

    /// <summary>The cookies of a signed-in person, for those who send them by hand.</summary>
    public async Task<string> CookieAsync(string role)
    {
        using var browser = _host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        browser.DefaultRequestHeaders.Add(OwnAddress.Header, Guid.NewGuid().ToString());
        using var page = await browser.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var form = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        browser.DefaultRequestHeaders.Add("Cookie", form);
        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), Forms.Content("sign-in", Forms.TokenOf(await page.Content.ReadAsStringAsync()), ("Email", Email(role)), ("Password", Forms.Password)));
        return $"{form}; {answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("drawdown-session=", StringComparison.Ordinal)).Split(';')[0]}";
    }

    /// <summary>A page as somebody with these cookies gets it.</summary>
    public async Task<string> PageAsync(string path, string cookie)
    {
        using var browser = _host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return await browser.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    /// <summary>A connection of pages with these cookies.</summary>
    public Task<WebSocket> SocketAsync(string cookie, CancellationToken cancellationToken)
    {
        var client = _host.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Cookie = cookie;
        return client.ConnectAsync(new Uri("ws://localhost/_blazor"), cancellationToken);
    }

    /// <summary>The person as a page would have them now.</summary>
    public Task<Caller> CallerAsync(string role) =>
        Services.GetRequiredService<Callers>().OfAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, Email(role))], "test")));

    public static string Email(string role) => $"{role}@example.org";

    /// <summary>Every browser comes from an address of its own, so that limits per address do not mix them up.</summary>
    private sealed class OwnAddress : IStartupFilter
    {
        public const string Header = "X-Test-Browser";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (Guid.TryParse(context.Request.Headers[Header], out var id))
                {
                    context.Connection.RemoteIpAddress = new IPAddress(id.ToByteArray());
                }

                return following(context);
            });
            next(app);
        };
    }
}
