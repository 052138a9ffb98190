using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Browser.Tests.Harness;

/// <summary>A small organisation with every state, made by decisions and usage like a real one, around a given instant.</summary>
internal sealed class Alderway(DashboardHost host)
{
    private static readonly (string Name, string Team, string Centre, string Plan, int Cents, string Overage)[] People =
    [
        ("Priya Raghunathan", "Perception", "CC-410", "team-premium", 10186, ""),
        ("Tomasz Wierzbicki", "Platform", "CC-420", "max-20x", 23418, "150"),
        ("Luis Ferreira", "Cloud", "CC-420", "team-premium", 11240, "none"),
        ("Ines Carvalho", "Data", "CC-430", "team-standard", 1912, ""),
        ("Mara Lindqvist", "Autonomy", "CC-410", "team-premium", 8372, ""),
        ("Daniel Okafor", "Release", "CC-420", "team-standard", 1640, "25"),
        ("Hannah Oyelaran", "Release", "CC-420", "team-premium", 7630, ""),
        ("Yusuf Demir", "Platform", "CC-420", "max-20x", 14166, ""),
        ("Jonas Weidmann", "Platform", "CC-420", "team-premium", 6310, ""),
        ("Callum Reid", "Cloud", "CC-420", "team-premium", 6120, ""),
        ("Greta Solheim", "Data", "CC-430", "team-standard", 1157, ""),
        ("Arjun Kapoor", "Data", "CC-430", "team-premium", 4902, ""),
        ("Noor Haddad", "Perception", "CC-410", "max-5x", 4748, ""),
        ("Amelia Sørensen", "Cloud", "CC-420", "team-standard", 836, ""),
        ("Sofia Marchetti", "Autonomy", "CC-410", "team-premium", 2975, ""),
        ("Marcus Bell", "Support", "CC-440", "team-standard", 62, ""),
        ("Lena Fischer", "Quality", "CC-430", "team-standard", 0, ""),
        ("Oskar Nyberg", "Autonomy", "CC-410", "team-premium", 340, "unclaimed"),
        ("Beatriz Campos", "Support", "CC-440", "team-standard", 0, "unclaimed"),
        ("Ken Whitfield", "Field", "CC-440", "enterprise-standard", 0, "unclaimed"),
    ];

    private const long Day = 86_400_000;

    private readonly Database _database = host.Services.GetRequiredService<Database>();

    /// <summary>2026-11-19T14:20:00Z, the instant of the pictures.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 19, 14, 20, 0, TimeSpan.Zero);

    /// <summary>2026-10-01T00:00:00Z.</summary>
    private static readonly long Start = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Two cycles of usage for a few people.</summary>
    public async Task SeedAsync()
    {
        var now = Now.ToUnixTimeMilliseconds();
        var programme = ShippedProgrammes.AgentSdkCredit.Id;
        await DecideAsync(Start, new OrganisationCreated("Alderway Robotics", "UTC", new DateOnly(2026, 10, 1)), new ProgrammeChosen(programme, ProgrammeMode.Enforced));
        await DecideAsync(Start, [.. People.Select((p, i) => (DecisionBody)new SeatAdded(-1 - i, Email(p.Name), p.Name, p.Plan, p.Team, p.Centre, 1, new DateOnly(2026, 10, 1)))]);
        var seats = (await _database.Decisions.CurrentAsync()).SeatIds;
        await DecideAsync(Start, [.. People.Where(p => p.Overage != "unclaimed").Select(p => (DecisionBody)new CreditClaimed(seats[Email(p.Name)], programme))]);
        await DecideAsync(Start, [.. People.Where(p => p.Overage is not ("" or "unclaimed")).Select(p => (DecisionBody)new OverageDecided(seats[Email(p.Name)], true, Usd.TryParse(p.Overage, out var cap) ? cap : null))]);

        var source = await _database.Decisions.RegisterSourceAsync("Claude Code telemetry", "push", "test", Start);
        var records = People.SelectMany(p => UseOf(p.Name, p.Cents)).ToList();
        records.Add(Use("unassigned", now - Day, 412) with { SeatEmail = null });
        records.Add(Use("unknown", now - (2 * Day), 167) with { SeatEmail = Email("Mara Lindqvist"), Entrypoint = null });
        records.Add(Use("unpriced", now - (3 * Day), 0) with { SeatEmail = Email("Mara Lindqvist"), AuthoritativeCost = null, Model = "claude-next-9" });
        await _database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = now - 60_000, Records = [.. records] });
        await _database.Books.RollForwardAsync(now);
    }

    /// <summary>Many seats without usage beyond a few dollars each, in one call.</summary>
    public async Task SeedManyAsync(int count)
    {
        var now = Now.ToUnixTimeMilliseconds();
        string[] teams = ["Autonomy", "Cloud", "Data", "Field", "Perception", "Platform", "Quality", "Release", "Support"];
        string[] plans = ["team-standard", "team-premium", "max-5x", "max-20x", "pro"];
        await DecideAsync(Start, new OrganisationCreated("Many", "UTC", new DateOnly(2026, 11, 1)), new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced));
        await DecideAsync(Start, [.. Enumerable.Range(1, count).SelectMany(i => new DecisionBody[]
        {
            new SeatAdded(-i, $"seat{i:D5}@many.example", $"Seat {i:D5}", plans[i % plans.Length], teams[i % teams.Length], null, 1, new DateOnly(2026, 11, 1)),
            new CreditClaimed(-i, ShippedProgrammes.AgentSdkCredit.Id),
        })]);
        var source = await _database.Decisions.RegisterSourceAsync("Telemetry", "push", "test", Start);
        var from = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await _database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = source,
            ReceivedAtMs = now,
            Records = [.. Enumerable.Range(1, count).Select(i => Use($"m{i}", from + (i % 16 * Day), 100 + (i * 37 % 2100)) with { SeatEmail = $"seat{i:D5}@many.example" })],
        });
        await _database.Books.RollForwardAsync(now);
    }

    /// <summary>One more request of each of these people a minute ago, and everything that follows from it.</summary>
    public async Task UseMoreAsync(IEnumerable<string> emails, int cents)
    {
        var now = Now.ToUnixTimeMilliseconds();
        var source = await _database.Decisions.RegisterSourceAsync("More", "push", "test", Start);
        await _database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = now, Records = [.. emails.Select(e => Use($"more-{e}-{cents}", now - 60_000, cents) with { SeatEmail = e })] });
        await _database.Books.CatchUpAsync(now);
        await _database.Runbook.EvaluateAsync(now);
    }

    public async Task DecideAsync(long atMs, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await _database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, atMs, "as agreed"))], "Ines Carvalho", atMs));

    private static IEnumerable<UsageRecord> UseOf(string name, int cents)
    {
        // A third more in October, then November up to now, more on some days than on others.
        foreach (var (from, days, sum) in ((long From, int Days, int Sum)[])[(Start, 31, cents * 4 / 3), (Start + (31 * Day), 18, cents)])
        {
            var weights = Enumerable.Range(0, days).Select(d => (d * 7 % 5) + (d % 7 is 2 or 3 ? 0 : 3)).ToArray();
            var left = sum;
            for (var d = 0; d < days && sum > 0; d++)
            {
                var part = d == days - 1 ? left : sum * weights[d] / weights.Sum();
                left -= part;
                if (part > 0)
                {
                    yield return Use($"{name}-{from}-{d}", from + (d * Day) + (9 * 3_600_000L) + (name.Length * 600_000L), part) with { SeatEmail = Email(name) };
                }
            }
        }
    }

    private static UsageRecord Use(string id, long atMs, int cents) => new()
    {
        Source = UsageSource.Rest,
        OccurredAtMs = atMs,
        SourceEventId = id,
        Session = "session-" + id,
        Model = "claude-opus-4-8",
        Entrypoint = "sdk-cli",
        Project = "fleet",
        Tokens = new TokenCounts(1_000, 200, 0, 0, 0),
        AuthoritativeCost = cents == 0 ? null : Nanodollars.FromCents(cents),
    };

    private static string Email(string name) =>
        string.Concat(name.ToLowerInvariant().Select(c => c switch { ' ' => '.', 'ø' => 'o', _ => c })) + "@alderway.example";
}
