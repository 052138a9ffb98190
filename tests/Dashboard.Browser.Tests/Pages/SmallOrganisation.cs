using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using Dashboard.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Browser.Tests.Pages;

/// <summary>
/// A host on 19 Nov 2026, 14:20 UTC with ten seats in every interesting state: past the credit with overage on and off, likely to run
/// out, on track, idle, unclaimed, not eligible; with a whole cycle before, unknown, unpriced and unassigned usage.
/// </summary>
public sealed class SmallOrganisation : IAsyncLifetime
{
    public const long NowMs = 1_795_098_000_000;

    private const long OctoberMs = 1_790_812_800_000;
    private const long DayMs = 86_400_000;

    private int _events;

    public DashboardHost Host { get; } = new(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(NowMs))));

    public Database Database => Host.Services.GetRequiredService<Database>();

    public int SourceId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var log = Database.Decisions;
        await DecideAsync(
            OctoberMs,
            new OrganisationCreated("Alderway Robotics", "UTC", new DateOnly(2026, 10, 1)),
            new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced),
            Seat(-1, "mara", "Mara Lindqvist", "team-premium", "Autonomy", "CC-410"),
            Seat(-2, "priya", "Priya Raghunathan", "team-premium", "Perception"),
            Seat(-3, "tomasz", "Tomasz Wierzbicki", "max-20x", "Platform"),
            Seat(-4, "ines", "Ines Carvalho", "team-standard", "Data"),
            Seat(-5, "jonas", "Jonas Weidmann", "team-premium", "Platform"),
            Seat(-6, "lena", "Lena Hoffmann", "team-standard", "Data"),
            Seat(-7, "oskar", "Oskar Nyberg", "team-premium", "Cloud"),
            Seat(-8, "yusuf", "Yusuf Demir", "max-20x", "Platform"),
            Seat(-9, "sofia", "Sofia Marchetti", "enterprise-standard", null),
            Seat(-10, "daniel", "Daniel Okafor", "team-standard", "Release"),
            new CreditClaimed(-1, "agent-sdk-credit"),
            new CreditClaimed(-2, "agent-sdk-credit"),
            new CreditClaimed(-3, "agent-sdk-credit"),
            new CreditClaimed(-4, "agent-sdk-credit"),
            new CreditClaimed(-5, "agent-sdk-credit"),
            new CreditClaimed(-6, "agent-sdk-credit"),
            new CreditClaimed(-8, "agent-sdk-credit"),
            new CreditClaimed(-10, "agent-sdk-credit"));
        var tomasz = (await log.CurrentAsync()).SeatOf("tomasz@alderway.example")!.Id;
        await DecideAsync(OctoberMs + (12 * DayMs), new OverageDecided(tomasz, true, Nanodollars.FromUsd(150)));
        SourceId = await log.RegisterSourceAsync("Claude Code transcripts", "folder", "test", OctoberMs);
        await WriteAsync(Records());
        await Database.Books.RollForwardAsync(NowMs);
    }

    /// <summary>One request of a seat, now.</summary>
    public UsageRecord Request(string? who, string usd, long? atMs = null) => new()
    {
        Source = UsageSource.Transcript,
        OccurredAtMs = atMs ?? NowMs - 60_000,
        MessageId = $"msg-{++_events}",
        Session = $"session-{_events / 20}",
        Model = _events % 3 == 0 ? "claude-opus-4-8" : "claude-sonnet-4-6",
        Tokens = new TokenCounts(1_200, 340, 0, 500, 6_000),
        Entrypoint = _events % 4 == 0 ? "sdk-py" : "sdk-cli",
        Project = (_events % 7) switch { < 3 => "nav-stack", < 5 => "sim-harness", 5 => "route-planner", _ => null },
        SeatEmail = who is null ? null : $"{who}@alderway.example",
        AuthoritativeCost = Usd.TryParse(usd, out var amount) ? amount : throw new FormatException(usd),
    };

    public async Task WriteAsync(params IEnumerable<UsageRecord> records)
    {
        var outcome = await Database.Writer.WriteAsync(new UsageBatch { SourceId = SourceId, ReceivedAtMs = NowMs, Records = [.. records] });
        Assert.Empty(outcome.Rejected);
    }

    public ValueTask DisposeAsync()
    {
        Host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SeatAdded Seat(int id, string who, string name, string plan, string? team, string? costCentre = null) =>
        new(id, $"{who}@alderway.example", name, plan, team, costCentre, 1, new DateOnly(2026, 10, 1));

    private async Task DecideAsync(long atMs, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, atMs, b is OverageDecided ? "release week" : ""))], "Ines Carvalho", atMs));

    private IEnumerable<UsageRecord> Records()
    {
        (string Who, int Cents)[] rates = [("mara", 440), ("priya", 560), ("tomasz", 1150), ("ines", 98), ("jonas", 330), ("oskar", 60), ("yusuf", 640), ("sofia", 45), ("daniel", 52)];
        foreach (var (who, cents) in rates)
        {
            for (var day = 0; day < 50; day++)
            {
                // Weekends are quiet, and November is busier than October.
                var atMs = OctoberMs + (day * DayMs);
                var weekend = DateTimeOffset.FromUnixTimeMilliseconds(atMs).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
                var today = cents * (weekend ? 20 : 100 + (((day * 37) + cents) % 50)) / 100 * (day < 31 ? 70 : 100) / 100;
                for (var part = 0; part < 3; part++)
                {
                    var at = atMs + ((8 + (part * 3)) * 3_600_000) + (cents * 1_000);
                    if (at < NowMs && !(who == "priya" && day > 47))
                    {
                        yield return Request(who, Usd.Format(new Nanodollars((today * Nanodollars.PerCent / 3) + (part * 1_234_567))), at);
                    }
                }
            }
        }

        yield return Request("mara", "41.2") with { Entrypoint = "cli" };
        yield return Request("mara", "1.1") with { Entrypoint = null };
        yield return Request(null, "9.65");
        yield return Request("jonas", "1") with { Model = "no-such-model", AuthoritativeCost = null };
    }
}
