using System.Collections.Immutable;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class PoolTests
{
    private static readonly OrganisationRules Organisation = Rules.Under(ShippedProgrammes.MonthlyApiCredits) with
    {
        BooksStart = new(2026, 11, 1),
        PoolClaims = [new(ShippedProgrammes.MonthlyApiCredits.Id, 0)],
    };

    [Fact]
    public void The_pool_is_granted_from_the_seats_held()
    {
        var run = Replay([.. Seats(3, Plans.TeamStandard), .. Seats(2, Plans.TeamPremium, from: 4)]);

        Assert.Equal(260.Dollars(), run.Cycle.Flows.Granted);
        Assert.Equal([20.Dollars(), 20.Dollars(), 20.Dollars(), 100.Dollars(), 100.Dollars()], run.Cycle.Shares.Select(s => s.Amount));
    }

    [Fact]
    public void A_capped_pool_is_shared_by_largest_remainder()
    {
        Assert.All(Replay(Seats(10, Plans.TeamPremium)).Cycle.Shares, s => Assert.Equal(50.Dollars(), s.Amount));

        var seven = Replay(Seats(7, Plans.TeamPremium)).Cycle;
        Assert.Equal((500.Dollars(), 500.Dollars()), (seven.Flows.Granted, seven.Shares.Sum(s => s.Amount)));
        Assert.Equal([71_428_571_429, 71_428_571_429, 71_428_571_429, 71_428_571_429, 71_428_571_428], seven.Shares.Take(5).Select(s => s.Amount.Value).ToArray());
    }

    [Fact]
    public void A_seat_added_after_the_grant_counts_from_the_next_cycle()
    {
        var seats = Seats(2, Plans.TeamPremium);
        var run = Replay([.. seats, seats[0] with { Id = 9, Email = "new@example.test", ActiveFrom = new(2026, 11, 10) }], asOf: "2026-12-02");

        Assert.Equal((200.Dollars(), 300.Dollars()), (run.CycleFrom("2026-11-01").Flows.Granted, run.Cycle.Flows.Granted));
        Assert.DoesNotContain(run.CycleFrom("2026-11-01").Shares, s => s.SeatId == 9);
    }

    [Fact]
    public void Any_seat_drains_the_same_balance_and_its_own_decision_decides_on_overage()
    {
        var seats = Seats(2, Plans.TeamStandard);
        seats = [seats[0] with { Overage = new(On(1, 5.Dollars())) }, seats[1]];
        var run = Replay(seats, [Use(30, 1, 2), Use(18, 1, 3), Use(4, 2, 4), Use(3, 0, 5)]);

        Assert.Equal((40.Dollars(), 5.Dollars(), 10.Dollars()), (run.Cycle.Flows.Consumed, run.Cycle.Flows.Overage, run.Cycle.Flows.Uncovered));
        Assert.Equal((3.Dollars(), 7.Dollars()), (run.Cycle.Reasons.OverCap, run.Cycle.Reasons.OverageOff));
        Assert.Equal(new SeatFlows(1, 40.Dollars(), 5.Dollars(), 3.Dollars()), run.Cycle.Seats.Single(s => s.SeatId == 1));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void Usage_without_a_seat_goes_by_the_organisations_setting()
    {
        var rules = Organisation with { PoolOverage = new(On(0, null)) };
        var run = Replay(Seats(1, Plans.TeamStandard), [Use(25, 0, 2)], rules: rules);

        Assert.Equal((20.Dollars(), 5.Dollars()), (run.Cycle.Flows.Consumed, run.Cycle.Flows.Overage));
    }

    [Fact]
    public void The_pool_has_no_grant_before_its_claim()
    {
        var rules = Organisation with { PoolClaims = [new(ShippedProgrammes.MonthlyApiCredits.Id, "2026-11-10".Ms())] };
        var run = Replay(Seats(1, Plans.TeamPremium), [Use(30, 1, 2), Use(40, 1, 12)], rules: rules);

        Assert.Equal((30.Dollars(), 40.Dollars(), 30.Dollars()), (run.Cycle.Reasons.Unclaimed, run.Cycle.Flows.Consumed, run.Cycle.LeftOnTheTable));
    }

    [Fact]
    public void A_seat_that_ended_draws_until_the_cycles_end_and_is_inactive_after()
    {
        var seats = Seats(2, Plans.TeamPremium);
        seats = [seats[0] with { ActiveUntil = new(2026, 11, 10) }, seats[1]];
        var run = Replay(seats, [Use(5, 1, 20), Use(6, 1, 33)], asOf: "2026-12-10");

        Assert.Equal(5.Dollars(), run.CycleFrom("2026-11-01").Flows.Consumed);
        Assert.Equal((100.Dollars(), 6.Dollars()), (run.Cycle.Flows.Granted, run.Cycle.Reasons.InactiveSeat));
    }

    [Fact]
    public void Usage_without_a_seat_belongs_to_the_pool_while_a_pooled_programme_is_in_force()
    {
        var pool = AccountSetup.ForPool(5, Organisation, Seats(1, Plans.TeamPremium));
        var perSeat = AccountSetup.ForPool(5, Rules.Under(ShippedProgrammes.AgentSdkCredit), Seats(1, Plans.TeamPremium));

        Assert.True(pool.TakesUsageWithoutSeat("2026-11-20".Ms()));
        Assert.False(perSeat.TakesUsageWithoutSeat("2026-11-20".Ms()));
    }

    [Fact]
    public void A_max_seat_has_its_own_account_and_a_team_seat_draws_from_the_pool()
    {
        var max = AccountSetup.ForSeat(1, Seats(1, Plans.Max5x)[0], Organisation);
        var team = AccountSetup.ForSeat(2, Seats(1, Plans.TeamPremium)[0], Organisation);

        Assert.False(max.DrawsFromPool("2026-11-20".Ms()));
        Assert.True(team.DrawsFromPool("2026-11-20".Ms()));
    }

    [Fact]
    public void A_seat_that_moves_to_a_team_plan_draws_from_the_pool_from_its_next_cycle_on()
    {
        var seat = Seats(1, Plans.Max5x)[0] with { Plan = new(Plans.Max5x.Id, new Dated<string>("2026-11-10".Ms(), Plans.TeamPremium.Id)), Anchor = new(20) };
        var setup = AccountSetup.ForSeat(1, seat, Organisation);

        Assert.Equal((false, true), (setup.DrawsFromPool("2026-11-19T23:59:59".Ms()), setup.DrawsFromPool("2026-11-20".Ms())));
    }

    private static ImmutableArray<Seat> Seats(int count, Plan plan, int from = 1) =>
    [
        .. Enumerable.Range(from, count).Select(i => new Seat
        {
            Id = i,
            Email = $"seat{i}@example.test",
            Plan = new(plan.Id),
            Anchor = new(1),
            ActiveFrom = new(2026, 10, 1),
        }),
    ];

    private static UsageEntry Use(int usd, int seat, int day) =>
        new("2026-11-01".Ms() + ((day - 1) * 86_400_000L), new IdentityHash(0, (uint)day), usd.Dollars(), seat);

    private static OverageDecision On(int seat, Nanodollars? cap) =>
        new() { Sequence = 1, SeatId = seat, On = true, Cap = cap, FromMs = 0, DecidedAtMs = 0, By = "owner", Reason = "a test" };

    private static LedgerRun Replay(IEnumerable<Seat> seats, UsageEntry[]? events = null, string asOf = "2026-11-20", OrganisationRules? rules = null) =>
        LedgerRun.Of(AccountSetup.ForPool(5, rules ?? Organisation, seats), events ?? [], asOf.Ms());
}
