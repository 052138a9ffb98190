using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class TelemetryTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, BothDatabases]
    public async Task Refusals_sent_again_are_known_and_each_seat_sees_its_own_by_day(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await FoundAsync(test);
        UsageSignal[] signals =
        [
            new(1, Noon, "Ana@example.org", "m", SignalKind.OutOfCredit, 400),
            new(2, Noon + 5, "ana@example.org", "m", SignalKind.OutOfCredit, 400),
            new(3, Noon - Day, "ana@example.org", null, SignalKind.RateLimited, 429),
            new(4, Noon, "ben@example.org", "m", SignalKind.Overloaded, 529),
            new(5, Noon, null, "m", SignalKind.Overloaded, 529),
        ];

        await SendAsync(test, signals, []);
        await SendAsync(test, signals, []);

        var reads = new TelemetryRead(test.Database);
        Assert.Equal(
            [new SignalDay(Today, SignalKind.OutOfCredit, 2, Noon, Noon + 5), new SignalDay(Today.AddDays(-1), SignalKind.RateLimited, 1, Noon - Day, Noon - Day)],
            await reads.SignalsAsync(1, 0, Noon + Day));
        Assert.Single(await reads.SignalsAsync(2, 0, Noon + Day));

        // Whoever the source belongs to has what states no e-mail, also afterwards.
        await DecideAsync(test, new SourceSeatSet(test.SourceId, 2));
        Assert.Equal(2, Assert.Single(await reads.SignalsAsync(2, 0, Noon + Day)).Count);
        Assert.Equal(0, await test.NumberAsync("SELECT COUNT(*) FROM import_batch"));
    }

    [Theory, BothDatabases]
    public async Task Counters_are_compared_with_usage_by_day_seat_and_model_and_never_added(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await FoundAsync(test);
        await test.WriteAsync(Message("a") with { SeatEmail = "ana@example.org", AuthoritativeCost = Usd("0.5") }, Message("b") with { SeatEmail = "ana@example.org", AuthoritativeCost = Usd("0.25") });
        var before = await test.ContentsAsync();
        MetricReading[] readings =
        [
            Reading(1, Noon, MetricKind.Cost, 500_000_000),
            Reading(1, Noon + 1, MetricKind.Cost, 400_000_000),
            Reading(2, Noon, MetricKind.Output, 100),
            Reading(3, Noon, MetricKind.CacheRead, 3_000) with { SeatEmail = "nobody@example.org" },
        ];

        await SendAsync(test, [], [.. readings, readings[0]]);
        await SendAsync(test, [], readings);

        Assert.Equal(before, await test.ContentsAsync());
        var checks = await new TelemetryRead(test.Database).ChecksAsync(Today.AddDays(-3), Today);
        Assert.Equal(
            [
                new MetricCheck(Today, 1, "ana@example.org", "claude-opus-4-8", Usd("0.9"), Usd("0.75"), 100, 8_260, 0),
                new MetricCheck(Today, 0, "nobody@example.org", "claude-opus-4-8", Nanodollars.Zero, Nanodollars.Zero, 3_000, 0, 0),
            ],
            checks);
        Assert.False(checks[0].Agrees);
    }

    [Theory, BothDatabases]
    public async Task Counters_from_the_start_go_on_after_a_restart_of_the_server_and_begin_anew_after_their_own(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await FoundAsync(test);
        MetricReading At(long start, long time, long amount) => Reading(7, time, MetricKind.Cost, amount) with { IsCumulative = true, StartNano = start * 1_000_000 };

        await SendAsync(test, [], [At(Noon, Noon + 1, 100_000_000), At(Noon, Noon + 2, 150_000_000)]);
        await test.At.ReopenAsync();
        await SendAsync(test, [], [At(Noon, Noon + 2, 150_000_000), At(Noon, Noon + 3, 175_000_000)]);
        await SendAsync(test, [], [At(Noon + 4, Noon + 5, 30_000_000)]);

        Assert.Equal(205_000_000, Assert.Single(await new TelemetryRead(test.Database).ChecksAsync(Today, Today)).Metric.Value);
    }

    [Theory, BothDatabases]
    public async Task Patterns_are_a_decision_that_says_what_refusals_mean_from_then_on(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await FoundAsync(test);
        var patterns = new SignalPatterns([new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "no money" }]);

        await DecideAsync(test, new SignalPatternsSet(patterns));
        await test.At.ReopenAsync();
        var refused = await test.Database.Decisions.AppendAsync([new NewDecision(new SignalPatternsSet(new SignalPatterns([new SignalPattern { Kind = SignalKind.OutOfCredit }])), Noon)], "ada", Noon);

        Assert.Equal(SignalKind.OutOfCredit, (await test.Database.Decisions.CurrentAsync()).SignalPatterns.Decide(418, "there is NO MONEY left"));
        Assert.IsType<AppendResult.Refused>(refused);
    }

    private static MetricReading Reading(long series, long atMs, MetricKind kind, long amount) =>
        new(series, (Noon - 1) * 1_000_000, atMs * 1_000_000, false, "ana@example.org", "claude-opus-4-8[1m]", kind, amount);

    private static Task<WriteOutcome> SendAsync(UsageTest test, UsageSignal[] signals, MetricReading[] readings) => test.Database.Writer.WriteAsync(
        new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon + 10, Signals = [.. signals], Readings = [.. readings] });

    private static Task FoundAsync(UsageTest test) => DecideAsync(
        test,
        new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)),
        new SeatAdded(-1, "ana@example.org", "", "pro", null, null, 1, new DateOnly(2026, 11, 1)),
        new SeatAdded(-2, "ben@example.org", "", "pro", null, null, 1, new DateOnly(2026, 11, 1)));

    private static async Task DecideAsync(UsageTest test, params DecisionBody[] bodies) =>
        Assert.IsNotType<AppendResult.Refused>(await test.Database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, 946_684_800_000))], "ada", Noon));
}
