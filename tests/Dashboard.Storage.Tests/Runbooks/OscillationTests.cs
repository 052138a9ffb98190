using Dashboard.Credits.Ledger;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Runbooks;

/// <summary>Figures that go up and down around thresholds: never a second mail without a recovery between.</summary>
public sealed class OscillationTests
{
    [Theory, BothDatabases]
    public async Task Exactly_five_points_below_stays_entered_and_a_nanodollar_less_arms_again(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "80"));
        Assert.Equal(1, (await test.Database.Runbook.EvaluateAsync(Noon)).Crossings);

        // 75 of 100 USD is not below 75%, however often 80% is reached again.
        for (var i = 0; i < 3; i++)
        {
            await AdjustAsync(test, back: true, "5", Noon + i);
            Assert.Equal((0, 0), Told(await test.Database.Runbook.EvaluateAsync(Noon + i)));
            await AdjustAsync(test, back: false, "5", Noon + i);
            Assert.Equal((0, 0), Told(await test.Database.Runbook.EvaluateAsync(Noon + i)));
        }

        await AdjustAsync(test, back: true, "5.000000001", Noon + 10);
        Assert.Equal((1, 1), Told(await test.Database.Runbook.EvaluateAsync(Noon + 10)));
        await AdjustAsync(test, back: false, "5", Noon + 11);
        Assert.Equal((0, 0), Told(await test.Database.Runbook.EvaluateAsync(Noon + 11)));
        await AdjustAsync(test, back: false, "0.000000001", Noon + 12);
        Assert.Equal((1, 1), Told(await test.Database.Runbook.EvaluateAsync(Noon + 12)));

        Assert.Equal(["at-80|1|1", "at-80|2|2", "at-80|3|1"], await test.Usage.QueryAsync("SELECT stage_id, crossing, move FROM stage_crossing"));
    }

    [Theory, BothDatabases]
    public async Task A_source_given_back_and_forth_tells_of_each_recovery_before_the_next_entry(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        var source = await test.Log.RegisterSourceAsync("build server", "folder", Start);
        await test.DecideAsync(Start, new SourceSeatSet(source, test.Ada));
        await test.Usage.WriteAtAsync(source, Noon, [Use("a", Start + Day, "96", email: null)]);
        await test.Database.Books.CatchUpAsync(Noon);
        await test.Database.Runbook.EvaluateAsync(Noon);

        // Twice between two evaluations is no news; once is: Ada recovers, Bob enters, and the other way round.
        await GiveAsync(test, source, test.Bob, Noon + 1);
        await GiveAsync(test, source, test.Ada, Noon + 2);
        Assert.Equal((0, 0), Told(await test.Database.Runbook.EvaluateAsync(Noon + 3)));
        for (var i = 0; i < 4; i++)
        {
            await GiveAsync(test, source, i % 2 == 0 ? test.Bob : test.Ada, Noon + 10 + i);
            Assert.Equal(4, (await test.Database.Runbook.EvaluateAsync(Noon + 10 + i)).Crossings);
            Assert.Equal((0, 0), Told(await test.Database.Runbook.EvaluateAsync(Noon + 10 + i)));
        }

        await AssertAlternatingAsync(test);
        Assert.Equal(5, await test.Usage.NumberAsync($"SELECT MAX(crossing) FROM stage_crossing WHERE account_id = {test.Ada} AND stage_id = 'at-80'"));
    }

    [Theory, BothDatabases]
    public async Task Figures_that_swing_at_random_decide_what_a_hysteresis_of_five_points_does(DatabaseProvider provider)
    {
        await using var test = await EvaluationTests.ReadyAsync(provider);
        var random = new Random(20261120);
        var source = await test.Log.RegisterSourceAsync("build server", "folder", Start);
        await test.DecideAsync(Start, new SourceSeatSet(source, test.Ada));
        await test.Usage.WriteAtAsync(source, Noon, [Use("moved", Start + Day, "9", email: null)]);
        await test.WriteAsync(Message("better", 1, "70"), Use("b", Start + Day, "72", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);
        var entered = new Dictionary<(int Seat, string Stage), bool>();
        var (entries, recoveries, output) = (0, 0, 1);

        for (var i = 1; i <= 80; i++)
        {
            var now = Noon + (i * 60_000L);
            switch (random.Next(4))
            {
                case 0:
                    await AdjustAsync(test, back: await ConsumedAsync(test, test.Ada) > 78m, $"{1 + random.Next(30)}.{random.Next(100):00}", now);
                    break;
                case 1:
                    await AdjustAsync(test, back: await ConsumedAsync(test, test.Bob) > 78m, $"{1 + random.Next(30)}", now, test.Bob);
                    break;
                case 2:
                    // The same request, stated better: its cost goes up or down.
                    await test.Usage.WriteAtAsync(test.Usage.SourceId, now, [Message("better", ++output, $"{55 + random.Next(40)}.5")]);
                    break;
                default:
                    await GiveAsync(test, source, random.Next(2) == 0 ? test.Ada : test.Bob, now);
                    break;
            }

            await test.Database.Books.CatchUpAsync(now);
            var result = await test.Database.Runbook.EvaluateAsync(now);

            var expected = 0;
            foreach (var seat in new[] { test.Ada, test.Bob })
            {
                var used = await ConsumedAsync(test, seat);
                foreach (var (stage, threshold) in new[] { ("at-80", 80m), ("at-95", 95m), ("exhausted", 100m) })
                {
                    var was = entered.GetValueOrDefault((seat, stage));
                    var isNow = was ? used >= threshold - 5m : used >= threshold;
                    expected += was == isNow ? 0 : 1;
                    entries += !was && isNow ? 1 : 0;
                    recoveries += was && !isNow ? 1 : 0;
                    entered[(seat, stage)] = isNow;
                }
            }

            Assert.Equal((i, expected), (i, result.Crossings));
        }

        // A walk that meets nothing proves nothing.
        Assert.True(entries > 20 && recoveries > 15, $"{entries} entries, {recoveries} recoveries");
        await AssertAlternatingAsync(test);
    }

    /// <summary>Decisions and what each person was told: entered, recovered, entered, … of every stage of every account.</summary>
    private static async Task AssertAlternatingAsync(BooksTest test)
    {
        var decided = (await test.Usage.QueryAsync("SELECT account_id, stage_id, crossing, move FROM stage_crossing")).Select(r => r.Split('|')).GroupBy(r => (r[0], r[1]));
        Assert.All(decided, stage => Assert.Equal(
            Enumerable.Range(1, stage.Count()).Select(n => (n, n % 2 == 1 ? 1 : 2)), stage.Select(r => (int.Parse(r[2], null), int.Parse(r[3], null))).Order()));
        var told = (await test.Database.Outbox.ReadAsync(new DeliveryQuery(Limit: 500))).Reverse()
            .SelectMany(m => ((StageLetter)m.Letter!).Lines.Select(l => (Key: (m.Recipient, l.SeatId, l.StageId), l.Move))).GroupBy(l => l.Key, l => l.Move).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, moves => Assert.Equal(Enumerable.Range(0, moves.Count()).Select(n => n % 2 == 0 ? StageMove.Entered : StageMove.Recovered), moves));
    }

    private static UsageRecord Message(string id, long output, string usd) => Use(id, Start + Day, usd) with { Tokens = new TokenCounts(1_000, output, 10, 20, 3_000) };

    private static (int, int) Told(EvaluationResult result) => (result.Crossings, result.Deliveries);

    private static Task AdjustAsync(BooksTest test, bool back, string usd, long now, int? seat = null) =>
        test.DecideAsync(now, new LedgerAdjusted(seat ?? test.Ada, LedgerMove.Draw, back, Records.Usd(usd)));

    /// <summary>From the begin of the cycle on: what it brought before moves too.</summary>
    private static async Task GiveAsync(BooksTest test, int source, int seat, long now)
    {
        await test.Log.AppendAsync([new NewDecision(new SourceSeatSet(source, seat), Start)], "test", now);
        await test.Database.Books.CatchUpAsync(now);
    }

    private static async Task<decimal> ConsumedAsync(BooksTest test, int seat) => await test.Usage.NumberAsync($"SELECT consumed FROM seat_now WHERE seat_id = {seat}") / 1_000_000_000m;
}
