using Dashboard.Credits.Usage;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.TestKit;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class DrawingTests
{
    [Fact]
    public void A_covered_event_draws_from_the_grant()
    {
        var run = ASeat().Drawing(40.Dollars(), "2026-11-03T09:00:00").Replay("2026-11-20");

        Assert.Equal((100.Dollars(), 40.Dollars(), 60.Dollars()), (run.Cycle.Flows.Granted, run.Cycle.Flows.Consumed, run.Cycle.Flows.Available));
        Assert.False(run.Cycle.Ended);
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void An_event_over_the_boundary_is_split_to_the_nano_into_three_legs()
    {
        var run = ASeat()
            .WithOverage("2026-11-01", cap: new Nanodollars(5))
            .Drawing(new Nanodollars(99_999_999_990), "2026-11-02")
            .Drawing(new Nanodollars(17), "2026-11-03")
            .Replay("2026-11-20");

        var legs = run.Postings.Where(p => p.Event == new IdentityHash(0, 2)).Select(p => (p.Kind, p.Amount.Value, p.Reason));
        Assert.Equal(
            [
                (PostingKind.Draw, 10L, PostingReason.None),
                (PostingKind.Overage, 5L, PostingReason.None),
                (PostingKind.Uncovered, 2L, PostingReason.OverCap),
            ],
            legs);
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void Usage_past_the_credit_is_uncovered_while_overage_is_off()
    {
        var run = ASeat().Drawing(130.Dollars(), "2026-11-03").Replay("2026-11-20");

        Assert.Equal((30.Dollars(), 30.Dollars()), (run.Cycle.Flows.Uncovered, run.Cycle.Reasons.OverageOff));
        Assert.Equal(30.Dollars(), run.Cycle.Flows.Exposure);
    }

    [Fact]
    public void What_is_left_expires_at_cycle_end_and_the_next_cycle_starts_with_its_own_grant()
    {
        var run = ASeat().Drawing(40.Dollars(), "2026-10-03").Replay("2026-11-20");

        var expiry = Assert.Single(run.Of(run.CycleFrom("2026-10-01")), p => p.Kind == PostingKind.Expire);
        Assert.Equal((60.Dollars(), "2026-11-01".Ms()), (expiry.Amount, expiry.EffectiveAtMs));
        Assert.Equal(100.Dollars(), run.Cycle.Flows.Available);
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void Overage_is_never_carried_into_the_next_cycle()
    {
        var run = ASeat().WithOverage("2026-07-01").Drawing(150.Dollars(), "2026-10-03").Replay("2026-11-20");

        Assert.Equal(50.Dollars(), run.CycleFrom("2026-10-01").Flows.Overage);
        Assert.Equal((100.Dollars(), Nanodollars.Zero), (run.Cycle.Flows.Available, run.Cycle.Flows.Overage));
    }

    [Fact]
    public void Usage_at_the_instant_of_the_cycle_end_draws_from_the_new_cycle()
    {
        var run = ASeat().Drawing(10.Dollars(), "2026-11-01").Replay("2026-11-20");

        Assert.Equal(10.Dollars(), run.CycleFrom("2026-11-01").Flows.Consumed);
        Assert.Equal(100.Dollars(), run.CycleFrom("2026-10-01").Flows.Expired);
    }

    [Fact]
    public void Overage_holds_from_its_instant_and_not_at_its_end()
    {
        var run = ASeat()
            .WithOverage("2026-11-03T12:00:00", until: "2026-11-04T12:00:00")
            .Drawing(100.Dollars(), "2026-11-02")
            .Drawing(1.Dollars(), "2026-11-03T11:59:59")
            .Drawing(2.Dollars(), "2026-11-03T12:00:00")
            .Drawing(4.Dollars(), "2026-11-04T11:59:59")
            .Drawing(8.Dollars(), "2026-11-04T12:00:00")
            .Replay("2026-11-20");

        Assert.Equal((6.Dollars(), 9.Dollars()), (run.Cycle.Flows.Overage, run.Cycle.Flows.Uncovered));
    }

    [Fact]
    public void A_cap_counts_overage_under_earlier_decisions_and_a_lower_cap_leaves_nothing()
    {
        var run = ASeat()
            .WithOverage("2026-11-01", cap: 50.Dollars())
            .WithOverage("2026-11-10", cap: 60.Dollars())
            .WithOverage("2026-11-15", cap: 20.Dollars())
            .Drawing(140.Dollars(), "2026-11-05")
            .Drawing(30.Dollars(), "2026-11-12")
            .Drawing(5.Dollars(), "2026-11-16")
            .Replay("2026-11-20");

        Assert.Equal((60.Dollars(), 15.Dollars()), (run.Cycle.Flows.Overage, run.Cycle.Reasons.OverCap));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void A_cap_starts_anew_with_the_cycle()
    {
        var run = ASeat()
            .WithOverage("2026-07-01", cap: 10.Dollars())
            .Drawing(120.Dollars(), "2026-10-05")
            .Drawing(120.Dollars(), "2026-11-05")
            .Replay("2026-11-20");

        Assert.All(run.Result.Cycles.TakeLast(2), c => Assert.Equal((10.Dollars(), 10.Dollars()), (c.Flows.Overage, c.Flows.Uncovered)));
    }

    [Fact]
    public void Before_the_claim_usage_is_unclaimed_and_left_on_the_table_is_a_figure()
    {
        var run = ASeat()
            .ClaimedAt("2026-11-10T08:00:00")
            .WithOverage("2026-11-05", cap: 40.Dollars())
            .Drawing(130.Dollars(), "2026-11-04")
            .Drawing(25.Dollars(), "2026-11-06")
            .Drawing(30.Dollars(), "2026-11-10T08:00:00")
            .Replay("2026-11-20");

        Assert.Equal((130.Dollars(), 25.Dollars(), 30.Dollars()), (run.Cycle.Reasons.Unclaimed, run.Cycle.Flows.Overage, run.Cycle.Flows.Consumed));
        Assert.Equal((100.Dollars(), 100.Dollars()), (run.Cycle.LeftOnTheTable, run.Cycle.Flows.Granted));
        Assert.Equal("2026-11-10T08:00:00".Ms(), run.Of(PostingKind.Grant).Single().EffectiveAtMs);
        Assert.Equal(PostingReason.Unclaimed, run.Of(PostingKind.Overage).Single().Reason);
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void A_seat_that_never_claims_has_no_grant_and_its_own_state()
    {
        var run = ASeat().Unclaimed().Drawing(7.Dollars(), "2026-11-04").Replay("2026-11-20");

        Assert.Equal((SeatCycleState.Unclaimed, Nanodollars.Zero, 7.Dollars()), (run.Cycle.State, run.Cycle.Flows.Granted, run.Cycle.LeftOnTheTable));
    }

    [Fact]
    public void A_plan_without_an_allowance_posts_as_not_eligible()
    {
        var run = ASeat().OnPlan(Plans.EnterpriseStandard).Drawing(7.Dollars(), "2026-11-04").Replay("2026-11-20");

        Assert.Equal((SeatCycleState.NotEligible, 7.Dollars()), (run.Cycle.State, run.Cycle.Reasons.NotEligible));
    }

    [Fact]
    public void A_seat_that_ended_may_use_what_is_left_until_its_cycles_end()
    {
        var run = ASeat()
            .WithOverage("2026-07-01")
            .ActiveUntil("2026-10-10")
            .Drawing(30.Dollars(), "2026-10-20")
            .Drawing(5.Dollars(), "2026-11-02")
            .Replay("2026-11-20");

        Assert.Equal((30.Dollars(), 70.Dollars()), (run.CycleFrom("2026-10-01").Flows.Consumed, run.CycleFrom("2026-10-01").Flows.Expired));
        Assert.Equal((5.Dollars(), Nanodollars.Zero), (run.Cycle.Reasons.InactiveSeat, run.Cycle.Flows.Overage));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void Usage_before_the_seat_was_added_is_inactive()
    {
        var run = ASeat().ActiveFrom("2026-11-10").Drawing(5.Dollars(), "2026-11-09").Replay("2026-11-20");

        Assert.Equal(5.Dollars(), run.CycleFrom("2026-11-01").Reasons.InactiveSeat);
        Assert.Equal(100.Dollars(), run.CycleFrom("2026-11-10").Flows.Available);
    }

    [Fact]
    public void A_void_withdraws_no_more_than_is_left()
    {
        var run = ASeat().Drawing(90.Dollars(), "2026-11-03").Voiding(50.Dollars(), "2026-11-04").Drawing(1.Dollars(), "2026-11-05").Replay("2026-11-20");

        Assert.Equal((10.Dollars(), 1.Dollars()), (run.Cycle.Flows.Voided, run.Cycle.Flows.Uncovered));
        Assert.Equal(("owner", "a test"), (run.Of(PostingKind.Void).Single().Actor, run.Of(PostingKind.Void).Single().Note));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void An_adjustment_may_turn_uncovered_usage_into_a_draw()
    {
        var run = ASeat()
            .Drawing(110.Dollars(), "2026-11-03")
            .Adjusting(LedgerMove.Grant, 10.Dollars(), "2026-11-04")
            .Adjusting(LedgerMove.Uncovered, 10.Dollars(), "2026-11-04T00:00:01", reversed: true)
            .Adjusting(LedgerMove.Draw, 10.Dollars(), "2026-11-04T00:00:02")
            .Replay("2026-11-20");

        Assert.Equal((110.Dollars(), 110.Dollars(), Nanodollars.Zero), (run.Cycle.Flows.Granted, run.Cycle.Flows.Consumed, run.Cycle.Flows.Uncovered));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void At_one_instant_come_cycle_end_then_decisions_then_grants_then_events()
    {
        var run = ASeat()
            .Adjusting(LedgerMove.Grant, 3.Dollars(), "2026-11-01")
            .Drawing(1.Dollars(), "2026-11-01")
            .Replay("2026-11-20");

        var kinds = run.Postings.Where(p => p.EffectiveAtMs == "2026-11-01".Ms()).Select(p => p.Kind);
        Assert.Equal([PostingKind.Expire, PostingKind.Adjust, PostingKind.Grant, PostingKind.Draw], kinds);
    }

    [Fact]
    public void A_negative_amount_is_refused() => Assert.Throws<ArgumentException>(() => ASeat().Drawing(-(1.Dollars()), "2026-11-03").Replay("2026-11-20"));
}
