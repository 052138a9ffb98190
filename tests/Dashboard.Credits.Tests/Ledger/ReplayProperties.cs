using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class ReplayProperties
{
    private static readonly long AsOf = "2027-02-01".Ms();

    [Fact]
    public void The_legs_of_an_event_sum_to_it_and_go_in_order() => Properties.ForSeeds(5_000, random =>
    {
        Nanodollars Any() => new(random.NextInt64(1_000_000_000_000_000) >> random.Next(50));
        var (amount, available, remaining) = (Any(), Any(), random.Pick(Any(), Nanodollars.Zero, new Nanodollars(long.MaxValue)));
        var split = EventSplit.Of(amount, available, remaining);

        Assert.Equal(amount, split.Covered + split.Overage + split.Uncovered);
        Assert.True(split.Covered <= available && split.Overage <= remaining);
        Assert.True(split.Overage.IsZero || split.Covered == available);
        Assert.True(split.Uncovered.IsZero || split.Overage == remaining);
    });

    [Fact]
    public void Every_identity_holds_at_every_instant() => Properties.ForSeeds(400, random =>
    {
        var (ledger, setup, events) = Account(random);
        foreach (var asOf in new[] { AsOf, ledger.Instant(), ledger.Instant() })
        {
            Assert.Empty(LedgerRun.Of(setup, events, asOf).Broken());
        }
    });

    [Fact]
    public void All_usage_of_the_account_is_in_some_cycle_once() => Properties.ForSeeds(300, random =>
    {
        var (_, setup, events) = Account(random);
        var run = LedgerRun.Of(setup, events, AsOf);

        Assert.Equal(events.Sum(e => e.Amount), run.Result.Cycles.Sum(c => c.CoveredUsage));
        Assert.Equal(events.Length, run.Result.Cycles.Sum(c => c.Events));
        Assert.Equal(events.Length, run.Result.Days.Sum(d => d.Events));
    });

    [Fact]
    public void The_days_sum_to_the_cycles_and_are_in_order() => Properties.ForSeeds(300, random =>
    {
        var (_, setup, events) = Account(random);
        var result = AccountReplay.Run(setup, events, AsOf);

        Assert.Equal(result.Cycles.Aggregate(LedgerFlows.Zero, (sum, c) => sum + c.Flows), result.Days.Aggregate(LedgerFlows.Zero, (sum, d) => sum + d.Flows));
        Assert.Equal(result.Days.Select(d => d.Day).Distinct().Order(), result.Days.Select(d => d.Day));
    });

    [Fact]
    public void Snapshot_and_rest_is_replay_from_the_start_bit_for_bit() => Properties.ForSeeds(300, random =>
    {
        var (ledger, setup, events) = Account(random);
        var whole = LedgerRun.Of(setup, events, AsOf);
        var snapshots = whole.Result.Days.Select(d => d.State).Where(s => s.AtMs <= AsOf).ToList();
        if (AccountReplay.Run(setup, events, ledger.Instant()).End is { } anywhere)
        {
            snapshots.Add(anywhere);
        }

        foreach (var snapshot in snapshots)
        {
            var rest = LedgerRun.Of(setup, events.Where(e => e.OccurredAtMs >= snapshot.AtMs), AsOf, snapshot);

            Assert.Equal(whole.Result.End, rest.Result.End);
            AssertSame(whole.Postings.TakeLast(rest.Postings.Count), rest.Postings);
            Assert.Equal(whole.Postings.Count(p => p.EffectiveAtMs >= snapshot.AtMs), rest.Postings.Count);
            AssertSame(whole.Result.Cycles.TakeLast(rest.Result.Cycles.Length), rest.Result.Cycles);
            Assert.Equal(whole.Result.Days.TakeLast(rest.Result.Days.Length).Select(d => d.State), rest.Result.Days.Select(d => d.State));
            Assert.Equal(0, rest.Result.Days.Count(d => d.State.AtMs <= snapshot.AtMs));
        }
    });

    [Fact]
    public void A_snapshot_from_before_a_changed_anchor_is_refused()
    {
        var seat = SeatScenario.ASeat().Drawing(5.Dollars(), "2026-11-10");
        var state = seat.Replay("2026-11-20").Result.End!;

        Assert.Throws<ArgumentException>(() => AccountReplay.Run(seat.MovingAnchorTo(12, "2026-11-12").Setup, [], AsOf, state));
    }

    [Fact]
    public void The_order_in_which_anything_arrived_does_not_matter() => Properties.ForSeeds(300, random =>
    {
        var (_, setup, events) = Account(random);
        var shuffled = events.ToArray();
        random.Shuffle(shuffled);

        var expected = LedgerRun.Of(setup, events, AsOf);
        var again = LedgerRun.Of(Shuffled(setup, random), shuffled.Order(), AsOf);

        Assert.Equal(expected.Result.End, again.Result.End);
        AssertSame(expected.Postings, again.Postings);
        AssertSame(expected.Result.Cycles, again.Result.Cycles);
    });

    [Fact]
    public void Duplicates_change_nothing() => Properties.ForSeeds(200, random =>
    {
        var (_, setup, events) = Account(random);
        var twice = events.SelectMany(e => Enumerable.Repeat(e, 1 + random.Next(3))).Order();

        Assert.Equal(AccountReplay.Run(setup, events, AsOf).End, AccountReplay.Run(setup, twice, AsOf).End);
    });

    [Fact]
    public void Time_only_adds_postings() => Properties.ForSeeds(200, random =>
    {
        var (ledger, setup, events) = Account(random);
        var later = LedgerRun.Of(setup, events, AsOf);
        var earlier = LedgerRun.Of(setup, events, ledger.Instant());

        AssertSame(later.Postings.Take(earlier.Postings.Count), earlier.Postings);
    });

    [Fact]
    public void Keeping_no_postings_gives_the_same_state() => Properties.ForSeeds(200, random =>
    {
        var (_, setup, events) = Account(random);

        Assert.Equal(LedgerRun.Of(setup, events, AsOf).Result.End, AccountReplay.Run(setup, events, AsOf).End);
    });

    [Fact]
    public void Without_mid_cycle_decisions_a_cycle_consumes_the_smaller_of_its_usage_and_its_allowance() => Properties.ForSeeds(200, random =>
    {
        var ledger = new RandomLedger(random);
        var programme = ShippedProgrammes.AgentSdkCredit with { ClaimNeeded = false };
        var seat = ledger.Seat(1, programme, Plans.Max5x) with { ActiveUntil = null, Anchor = new(random.Next(1, 32)) };
        var setup = AccountSetup.ForSeat(RandomLedger.AccountId, seat, Rules.Under(programme));
        var cap = new Nanodollars(random.NextInt64(50_000_000_000));
        seat = seat with { Overage = new(new OverageDecision { Sequence = 1, SeatId = 1, On = true, Cap = cap, FromMs = 0, DecidedAtMs = 0, By = "owner", Reason = "a test" }) };
        setup = AccountSetup.ForSeat(RandomLedger.AccountId, seat, setup.Rules);
        var events = ledger.Events(setup);

        foreach (var cycle in AccountReplay.Run(setup, events, AsOf).Cycles.Where(c => c.State is SeatCycleState.Granted))
        {
            var usage = events.Where(e => cycle.Cycle.Contains(e.OccurredAtMs)).Sum(e => e.Amount);
            var consumed = Nanodollars.Min(usage, 100.Dollars());
            var overage = Nanodollars.Min(usage - consumed, cap);
            Assert.Equal((consumed, overage, usage - consumed - overage), (cycle.Flows.Consumed, cycle.Flows.Overage, cycle.Flows.Uncovered));
        }
    });

    private static (RandomLedger Ledger, AccountSetup Setup, UsageEntry[] Events) Account(Random random)
    {
        var ledger = new RandomLedger(random);
        var setup = random.Next(3) == 0 ? ledger.Pool() : ledger.SeatAccount();
        return (ledger, setup, ledger.Events(setup));
    }

    private static AccountSetup Shuffled(AccountSetup setup, Random random)
    {
        T[] Mixed<T>(IEnumerable<T> items)
        {
            var array = items.ToArray();
            random.Shuffle(array);
            return array;
        }

        var seats = Mixed(setup.Seats.Select(s => s with
        {
            Plan = new(s.Plan.First, Mixed(s.Plan.Changes)),
            Anchor = new(s.Anchor.First, Mixed(s.Anchor.Changes)),
            Overage = new OverageHistory(Mixed(s.Overage.Decisions)),
        }));
        return setup.IsPool
            ? AccountSetup.ForPool(setup.AccountId, setup.Rules, seats, Mixed(setup.Manual))
            : AccountSetup.ForSeat(setup.AccountId, seats[0], setup.Rules, Mixed(setup.Manual));
    }

    // Records compare arrays by reference; they are compared apart.
    private static void AssertSame(IEnumerable<Posting> expected, IEnumerable<Posting> actual) =>
        Assert.Equal(expected.Select(p => p with { Causes = default }), actual.Select(p => p with { Causes = default }));

    private static void AssertSame(IEnumerable<CycleResult> expected, IEnumerable<CycleResult> actual)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        Assert.Equal(left.Select(c => c with { Seats = default, Shares = default }), right.Select(c => c with { Seats = default, Shares = default }));
        Assert.Equal(left.SelectMany(c => c.Seats), right.SelectMany(c => c.Seats));
        Assert.Equal(left.SelectMany(c => c.Shares), right.SelectMany(c => c.Shares));
    }
}
