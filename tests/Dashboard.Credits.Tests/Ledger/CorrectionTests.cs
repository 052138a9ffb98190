using System.Collections.Immutable;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class CorrectionTests
{
    private static readonly StatementKey November = StatementKey.OfCycle(new(2026, 11, 1));
    private static readonly long Now = "2026-11-20".Ms();

    [Fact]
    public void Late_usage_that_expired_credit_covers_costs_nothing()
    {
        var closed = October(ASeat().Drawing(40.Dollars(), "2026-10-05"));
        var late = October(ASeat().Drawing(40.Dollars(), "2026-10-05").Drawing(25.Dollars(), "2026-10-06"));

        var corrections = Correct(late, closed.Flows);

        Assert.Equal(
            [(LedgerAccount.Available, LedgerAccount.Consumed, 25.Dollars()), (LedgerAccount.Expired, LedgerAccount.Available, 25.Dollars())],
            corrections.Select(c => (c.From, c.To, c.Amount)));
        Assert.All(corrections, c => Assert.Equal((PostingKind.Correct, new DateOnly(2026, 10, 1), November), (c.Kind, c.Cycle, c.Statement)));
        Assert.Equal(Nanodollars.Zero, LedgerFlows.Of(corrections).Available);
    }

    [Fact]
    public void Late_usage_beyond_the_credit_is_overage_or_uncovered_of_the_old_cycle()
    {
        var closed = October(ASeat().WithOverage("2026-07-01", cap: 10.Dollars()).Drawing(95.Dollars(), "2026-10-05"));
        var late = October(ASeat().WithOverage("2026-07-01", cap: 10.Dollars()).Drawing(95.Dollars(), "2026-10-05").Drawing(30.Dollars(), "2026-10-01"));

        var flows = LedgerFlows.Of(Correct(late, closed.Flows));

        Assert.Equal((5.Dollars(), -(5.Dollars()), 10.Dollars(), 15.Dollars()), (flows.Consumed, flows.Expired, flows.Overage, flows.Uncovered));
    }

    [Fact]
    public void Nothing_new_makes_no_correction()
    {
        var closed = October(ASeat().Drawing(40.Dollars(), "2026-10-05"));

        Assert.Empty(Correct(closed, closed.Flows));
    }

    [Fact]
    public void A_correction_later_undone_sums_to_zero()
    {
        var closed = October(ASeat().Drawing(40.Dollars(), "2026-10-05"));
        var late = October(ASeat().Drawing(40.Dollars(), "2026-10-05").Drawing(85.Dollars(), "2026-10-06"));

        var first = Correct(late, closed.Flows);
        var second = Correct(closed, closed.Flows, first);

        Assert.Equal(LedgerFlows.Zero, LedgerFlows.Of([.. first, .. second]));
        Assert.Equal(first.Max(p => p.Sequence) + 1, second.Min(p => p.Sequence));
    }

    [Fact]
    public void Corrections_bring_every_statement_to_what_is_known_in_whatever_order_it_arrives() => Properties.ForSeeds(60, random =>
    {
        var ledger = new RandomLedger(random);
        var setup = random.Next(3) == 0 ? ledger.Pool() : ledger.SeatAccount();
        var all = ledger.Events(setup);
        var asOf = "2027-02-01".Ms();
        var known = all.Where(_ => random.Next(2) == 0).ToHashSet();
        var waiting = new Queue<UsageEntry>(all.Where(e => !known.Contains(e)).OrderBy(_ => random.Next()));
        var statements = AccountReplay.Run(setup, known.Order(), asOf).Cycles
            .Where(c => c.Ended && c.Kind is CycleKind.Shadow or CycleKind.Enforced)
            .ToDictionary(c => c.Cycle.StartDay);
        var corrections = statements.Keys.ToDictionary(k => k, _ => new List<Posting>());

        while (waiting.Count > 0)
        {
            for (var i = random.Next(1, 20); i > 0 && waiting.TryDequeue(out var late); i--)
            {
                known.Add(late);
            }

            foreach (var now in AccountReplay.Run(setup, known.Order(), asOf).Cycles)
            {
                if (now.Ended && statements.TryGetValue(now.Cycle.StartDay, out var statement))
                {
                    var earlier = corrections[now.Cycle.StartDay];
                    earlier.AddRange(Corrections.Of(now, statement.Flows, earlier, November, statement.Postings, asOf));
                }
            }
        }

        foreach (var final in AccountReplay.Run(setup, all, asOf).Cycles.Where(c => c.Ended && statements.ContainsKey(c.Cycle.StartDay)))
        {
            var booked = corrections[final.Cycle.StartDay];
            Assert.Equal(final.Flows, statements[final.Cycle.StartDay].Flows + LedgerFlows.Of(booked));
            Assert.All(booked, p => Assert.True(p.Amount.IsPositive));
            Assert.Equal(booked.Count, booked.Select(p => p.Sequence).Distinct().Count());
        }
    });

    [Fact]
    public void A_correction_names_its_events_once_and_in_order()
    {
        var closed = October(ASeat().Drawing(40.Dollars(), "2026-10-05"));
        var late = October(ASeat().Drawing(40.Dollars(), "2026-10-05").Drawing(1.Dollars(), "2026-10-06"));
        IdentityHash Id(uint value) => new(0, value);

        var correction = Corrections.Of(late, closed.Flows, [], November, closed.Postings, Now, Id(9), Id(2), Id(9))[0];

        Assert.Equal([Id(2), Id(9)], correction.Causes);
    }

    [Fact]
    public void A_running_cycle_is_not_corrected()
    {
        var running = ASeat().Replay("2026-11-20").Cycle;

        Assert.Throws<ArgumentException>(() => Correct(running, running.Flows));
    }

    [Fact]
    public void A_correction_is_booked_in_the_accounts_earliest_statement_that_is_not_closed()
    {
        var setup = ASeat().Setup;
        var september = setup.Calendar.At("2026-09-05".Ms());

        Assert.Equal(
            StatementKey.OfCycle(new(2026, 10, 1)),
            Closing.StatementFor(setup, september, c => c.StartDay < new DateOnly(2026, 10, 1), Now));
        Assert.Equal(November, Closing.StatementFor(setup, september, c => c.StartDay < new DateOnly(2026, 11, 1), Now));
    }

    [Fact]
    public void For_an_account_that_ended_it_is_the_current_calendar_month()
    {
        var setup = ASeat().ActiveUntil("2026-10-10").Setup;

        Assert.Equal(
            new StatementKey(StatementKind.CalendarMonth, new(2026, 11, 1)),
            Closing.StatementFor(setup, setup.Calendar.At("2026-10-05".Ms()), _ => true, Now));
    }

    private static CycleResult October(SeatScenario seat) => seat.Replay("2026-11-20").CycleFrom("2026-10-01");

    private static ImmutableArray<Posting> Correct(CycleResult rederived, LedgerFlows statement, params IReadOnlyList<Posting> earlier) =>
        Corrections.Of(rederived, statement, earlier, November, 2, Now);
}
