using System.Security.Claims;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Tests.Overage;

/// <summary>
/// Four seats on 19 November 2026, 14:20 UTC: Ada has used 84 of 100 and goes on, Bob is 5 dollars past his 20, Cleo of another team never
/// claimed, Dan has used nothing. Two owners, an admin of team Blue, and Ada for her own seat.
/// </summary>
public sealed class OverageOrganisation : IAsyncDisposable
{
    public const string Owner = "owner@example.org";
    public const string SecondOwner = "second@example.org";
    public const string Admin = "admin@example.org";
    public const string AdaEmail = "ada@example.org";

    /// <summary>2026-12-01T00:00:00Z.</summary>
    public const long CycleEnd = 1_796_083_200_000;

    private const long Day = 86_400_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 14, 20, 0, TimeSpan.Zero);
    private static readonly long Start = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly WebHost _plain = new();
    private readonly WebApplicationFactory<App> _host;

    private OverageOrganisation() => _host = _plain.WithWebHostBuilder(builder => builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))));

    public SetClock Clock { get; } = new(Now);

    public IServiceProvider Services => _host.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public int Ada => 1;

    public int Bob => 2;

    public int Cleo => 3;

    public int Dan => 4;

    private long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<OverageOrganisation> CreateAsync(string zone = "UTC")
    {
        var made = new OverageOrganisation();
        var programme = ShippedProgrammes.AgentSdkCredit.Id;
        await made.DecideAsync(
            Start,
            new OrganisationCreated("Example", zone, new DateOnly(2026, 11, 1)),
            new ProgrammeChosen(programme, ProgrammeMode.Enforced),
            new SeatAdded(-1, AdaEmail, "Ada", "team-premium", "Blue", null, 1, new DateOnly(2026, 11, 1)),
            new SeatAdded(-2, "bob@example.org", "Bob", "pro", "Blue", null, 1, new DateOnly(2026, 11, 1)),
            new SeatAdded(-3, "cleo@example.org", "Cleo", "team-standard", "Red", null, 1, new DateOnly(2026, 11, 1)),
            new SeatAdded(-4, "dan@example.org", "Dan", "team-standard", "Blue", null, 1, new DateOnly(2026, 11, 1)),
            new CreditClaimed(-1, programme), new CreditClaimed(-2, programme), new CreditClaimed(-4, programme),
            new RoleGranted(Owner, Role.Owner), new RoleGranted(SecondOwner, Role.Owner), new RoleGranted(Admin, Role.TeamAdmin, "Blue"), new RoleGranted(AdaEmail, Role.SeatHolder));
        await made.Database.Decisions.RegisterSourceAsync("laptop", "push", "test", Start);
        await made.UseAsync([
            .. Enumerable.Range(0, 18).Select(i => Use($"a{i}", Start + (i * Day) + 3_600_000, AdaEmail, 467)),
            .. Enumerable.Range(0, 10).Select(i => Use($"b{i}", Start + (i * Day) + 3_600_000, "bob@example.org", 250)),
            Use("c", Start + Day, "cleo@example.org", 700),
        ]);
        await made.Database.Books.RollForwardAsync(made.NowMs);
        return made;
    }

    /// <summary>Somebody as a page would have them now.</summary>
    public Task<Caller> AsAsync(string email) =>
        Services.GetRequiredService<Callers>().OfAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, email)], "test")));

    /// <summary>Somebody signed in with a browser.</summary>
    public async Task<HttpClient> BrowserAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        Assert.True((await users.CreateAsync(new AppUser { UserName = email, Email = email, EmailConfirmed = true, Name = email }, Forms.Password)).Succeeded);
        var browser = _host.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await browser.SignInAsync(email: email)).StatusCode);
        return browser;
    }

    public async Task DecideAsync(long atMs, params DecisionBody[] bodies)
    {
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, atMs, "test"))], Owner, atMs));
        await Database.Books.CatchUpAsync(NowMs);
    }

    public Task DecideNowAsync(params DecisionBody[] bodies) => DecideAsync(NowMs, bodies);

    public async Task UseAsync(params UsageRecord[] records)
    {
        await Database.Writer.WriteAsync(new UsageBatch { SourceId = 1, ReceivedAtMs = NowMs, Records = [.. records] });
        await Database.Books.CatchUpAsync(NowMs);
    }

    public UsageRecord UseNow(string id, string email, int cents) => Use(id, NowMs, email, cents);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _plain.DisposeAsync();
    }

    private static UsageRecord Use(string id, long atMs, string email, int cents) => new()
    {
        Source = UsageSource.Rest,
        OccurredAtMs = atMs,
        SourceEventId = id,
        Session = "session-" + id,
        Model = "claude-opus-4-8",
        Entrypoint = "sdk-cli",
        SeatEmail = email,
        Tokens = new TokenCounts(1_000, 200, 0, 0, 0),
        AuthoritativeCost = Nanodollars.FromCents(cents),
    };
}
