using System.Security.Claims;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Shares;

/// <summary>A host at noon on 20 Nov 2026 with an owner, somebody from finance, and two seats; one has a name, the other an e-mail only.</summary>
internal sealed class SharedOrganisation : IDisposable
{
    public const string Finance = "finance@example.org";
    public const string Owner = "ines@alderway.example";

    private SharedOrganisation() => Host = new WebHost { Clock = Clock };

    public SetClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public WebHost Host { get; }

    public Database Database => Host.Services.GetRequiredService<Database>();

    public ShareLinks Links => Host.Services.GetRequiredService<ShareLinks>();

    public int Ada { get; private set; }

    public static async Task<SharedOrganisation> CreateAsync()
    {
        var made = new SharedOrganisation();
        using var browser = made.Host.Browser();
        await browser.BecomeOwnerAsync(await made.Host.SetupLink.IssueAsync());
        var day = new DateOnly(2026, 11, 1);
        await made.DecideAsync(
            new OrganisationCreated("Alderway Robotics", "UTC", day),
            new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced),
            new SeatAdded(-1, "ada@example.org", "Ada Byron", "team-premium", "Cloud", null, 1, day),
            new SeatAdded(-2, "bo@example.org", "Bo Li", "team-premium", "Cloud", null, 1, day),
            new RoleGranted(Finance, Role.Finance));
        await made.Database.Books.RollForwardAsync(made.NowMs);
        made.Ada = (await made.Database.Decisions.CurrentAsync()).SeatOf("ada@example.org")!.Id;
        return made;
    }

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public ShareSubject Seat => new(ShareKind.Seat, Ada);

    public static ShareSubject WholeOverview { get; } = new(ShareKind.Overview);

    public static ShareSubject MonthLedger { get; } = new(ShareKind.Ledger, null, new DateOnly(2026, 11, 1), "seat");

    public async Task DecideAsync(params DecisionBody[] bodies)
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, b is PersonDecision ? NewDecision.WhenBooked : at, "test"))], "test", NowMs));
    }

    public Task<Caller> CallerAsync(string email) =>
        Host.Services.GetRequiredService<Callers>().OfAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, email)], "test")));

    /// <summary>The path of a new link.</summary>
    public async Task<string> ShareAsync(ShareSubject what, string by = Owner, int days = 7, string purpose = "Board meeting")
    {
        var (path, problem) = await Links.MakeAsync(new ShareRequest(what, purpose, days), await CallerAsync(by));
        Assert.Null(problem);
        return "/" + path;
    }

    /// <summary>Opens an address as a stranger.</summary>
    public async Task<(HttpResponseMessage Answer, string Text)> OpenAsync(string path, string from = "192.0.2.7")
    {
        using var stranger = Host.Browser();
        stranger.DefaultRequestHeaders.Add(StatedPeer.Header, from);
        var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    public Task<IReadOnlyList<AuditEntry>> EntriesAsync(string kind) => Database.Audit.ReadAsync(new AuditQuery { Kind = kind }, null, 100);

    public async Task<ShareLine> LineAsync() => (await Links.ListAsync(await CallerAsync(Owner)))[0];

    public void Dispose() => Host.Dispose();
}
