using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>What stayed away for weeks arrives at once: 50,000 events, half of them of a cycle that has ended.</summary>
public sealed class LateBurstTests
{
    private const int Seats = 40;
    private const int Events = 50_000;

    /// <summary>2026-10-01T00:00:00Z.</summary>
    private const long October = Start - (31 * Day);

    [Theory, BothDatabases]
    public async Task A_burst_of_late_data_enters_the_running_cycle_in_order_tells_once_and_leaves_the_ended_cycle_alone(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await SetUpAsync(test);
        await test.WriteAtAsync(test.SourceId, Noon - Day, [Use("first", Noon - Day, "0.01", EmailOf(1))]);
        await test.Database.Books.RollForwardAsync(Noon - Day);
        Assert.Equal(0, (await test.Database.Runbook.EvaluateAsync(Noon - Day)).Crossings);

        var outcome = await test.WriteAtAsync(test.SourceId, Noon, Burst());
        await test.Database.Books.CatchUpAsync(Noon);
        var result = await test.Database.Runbook.EvaluateAsync(Noon);

        // What was sent decides, not what the product says of it: 100 USD a seat, seat by seat 2.5% more than the one before.
        Assert.Equal(Events, outcome.Accepted);
        var expected = Enumerable.Range(1, Seats).SelectMany(StagesOf).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, (await test.QueryAsync("SELECT account_id, cycle_start, stage_id, crossing, move FROM stage_crossing WHERE kind <> 3")).Order(StringComparer.Ordinal));
        Assert.Equal(result.Crossings, await test.NumberAsync("SELECT COUNT(*) FROM stage_crossing"));
        Assert.Equal(0, await test.NumberAsync($"SELECT COUNT(*) FROM stage_crossing WHERE cycle_start < {DayOf(Start)}"));

        var inOrder = (await RunbookRead.LogAsync(test.Database, new CrossingQuery { Limit = 500 })).Where(c => c.Kind is not Credits.Runbook.StageKind.ProjectedToExhaust).OrderBy(c => c.Id).GroupBy(c => c.SeatId);
        Assert.All(inOrder, seat => Assert.Equal(new[] { "at-80", "at-95", "exhausted" }.Take(seat.Count()), seat.Select(c => c.StageId)));

        var mails = await test.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500));
        Assert.Equal(result.Deliveries, mails.Count);
        Assert.Equal(mails.Count, mails.Select(m => m.Recipient).Distinct().Count());
        Assert.Contains(mails, m => m.Recipient == "lead@example.org");
        Assert.All(Enumerable.Range(1, Seats).Where(s => StagesOf(s).Any()), seat => Assert.Contains(mails, m => m.Recipient == EmailOf(seat)));

        // Looked at again, also after the same burst came a second time: nothing more.
        Assert.Equal(0, (await test.WriteAtAsync(test.SourceId, Noon + 1, Burst())).Accepted);
        await test.Database.Books.CatchUpAsync(Noon + 1);
        Assert.Equal((0, 0), await test.Database.Runbook.EvaluateAsync(Noon + 60_000) is var again ? (again.Crossings, again.Deliveries) : default);
        Assert.Equal(Enumerable.Range(1, Seats).Select(s => $"{s}|{Cents(s) * 10_000_000L}").Order(StringComparer.Ordinal), (await test.QueryAsync($"SELECT seat_id, covered FROM seat_cycle WHERE seat_id > 0 AND cycle_start = {DayOf(October)}")).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_burst_that_is_evaluated_between_its_pieces_enters_each_stage_once(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await SetUpAsync(test);
        await test.Database.Books.RollForwardAsync(Noon - Day);
        await test.Database.Runbook.EvaluateAsync(Noon - Day);

        var now = Noon;
        foreach (var piece in Burst().Chunk(10_000))
        {
            await test.WriteAtAsync(test.SourceId, ++now, piece);
            await test.Database.Books.CatchUpAsync(now);
            await test.Database.Runbook.EvaluateAsync(now);
        }

        Assert.Equal(0, await test.NumberAsync($"SELECT COUNT(*) FROM stage_crossing WHERE cycle_start < {DayOf(Start)} OR crossing > 1"));
        Assert.True(await test.NumberAsync("SELECT COUNT(*) FROM stage_crossing") > 0);
        var told = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500))).SelectMany(m => ((StageLetter)m.Letter!).Lines.Select(l => (m.Recipient, l.SeatId, l.StageId))).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
    }

    private static async Task SetUpAsync(UsageTest test)
    {
        await test.Database.Decisions.AppendAsync(
            October,
            [
                new OrganisationCreated("Example", "UTC", new DateOnly(2026, 10, 1)),
                new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced),
                .. Enumerable.Range(1, Seats).Select(i => new SeatAdded(-i, EmailOf(i), "", "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1))),
                .. Enumerable.Range(1, Seats).Select(i => new CreditClaimed(-i, "agent-sdk-credit")),
                new RoleGranted("owner@example.org", Role.Owner),
                new RoleGranted("money@example.org", Role.Finance),
                new RoleGranted("lead@example.org", Role.TeamAdmin, "Blue"),
            ]);
        await test.Database.Books.RollForwardAsync(October + 1);
        await test.Database.Runbook.EvaluateAsync(October + 1);
    }

    /// <summary>As many events in each of the two cycles, and each seat the same amount in both, the newest of both first.</summary>
    private static ImmutableArray<UsageRecord> Burst()
    {
        var records = ImmutableArray.CreateBuilder<UsageRecord>(Events);
        const int each = Events / 2 / Seats;
        for (var i = each - 1; i >= 0; i--)
        {
            for (var seat = 1; seat <= Seats; seat++)
            {
                // The cents are split so that they add up exactly.
                var nano = (Cents(seat) * 10_000_000L * (i + 1) / each) - (Cents(seat) * 10_000_000L * i / each);
                var usd = (nano / 1_000_000_000m).ToString(CultureInfo.InvariantCulture);
                records.Add(Use($"o-{seat}-{i}", October + (i * (29 * Day / each)), usd, EmailOf(seat)));
                records.Add(Use($"n-{seat}-{i}", Start + (i * (19 * Day / each)), usd, EmailOf(seat)));
            }
        }

        return records.MoveToImmutable();
    }

    private static IEnumerable<string> StagesOf(int seat) =>
        new[] { (80, "at-80"), (95, "at-95"), (100, "exhausted") }.Where(s => (seat == 1 ? Cents(seat) + 1 : Cents(seat)) >= s.Item1 * 100).Select(s => $"{seat}|{DayOf(Start)}|{s.Item2}|1|1");

    private static long Cents(int seat) => 250 * seat + 1_000;

    private static string EmailOf(int seat) => $"seat{seat}@example.org";

    private static int DayOf(long ms) => (int)(ms / Day);
}
