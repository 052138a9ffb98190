using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.TestKit;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class GrantTests
{
    [Fact]
    public void By_default_a_plan_change_grants_with_the_next_cycle()
    {
        var run = ASeat().ChangingPlanTo(Plans.Max20x, "2026-10-15").Replay("2026-11-20");

        Assert.Equal(100.Dollars(), run.CycleFrom("2026-10-01").Flows.Granted);
        Assert.Equal(200.Dollars(), run.Cycle.Flows.Granted);
    }

    [Fact]
    public void The_immediate_difference_is_what_the_new_allowance_lacks()
    {
        var run = ASeat().ChangingPlansBy(PlanChangePolicy.ImmediateDifference).ChangingPlanTo(Plans.Max20x, "2026-11-15").Drawing(180.Dollars(), "2026-11-16").Replay("2026-11-20");

        Assert.Equal([100.Dollars(), 100.Dollars()], run.Of(run.Cycle).Where(p => p.Kind == PostingKind.Grant).Select(p => p.Amount));
        Assert.Equal(20.Dollars(), run.Cycle.Flows.Available);
    }

    [Theory]
    [InlineData("2026-11-16", 50_000)]
    [InlineData("2026-11-30T23:59:59", 0)]
    [InlineData("2026-11-11", 66_660)]
    public void The_prorated_difference_is_rounded_down_to_the_cent(string at, int millis)
    {
        // November has 30 days: half of them are left on the 16th, two thirds on the 11th.
        var run = ASeat().ChangingPlansBy(PlanChangePolicy.ProratedDifference).ChangingPlanTo(Plans.Max20x, at).Replay("2026-11-30T23:59:59");

        Assert.Equal(100_000 + millis, run.Cycle.Flows.Granted.Value / 1_000_000);
        Assert.Equal(0, run.Cycle.Flows.Granted.Value % Nanodollars.PerCent);
    }

    [Theory]
    [InlineData(PlanChangePolicy.ImmediateDifference, 200_00)]
    [InlineData(PlanChangePolicy.ProratedDifference, 150_00)]
    public void Up_down_up_grants_once_and_a_downgrade_takes_nothing_back(PlanChangePolicy policy, int cents)
    {
        var run = ASeat()
            .ChangingPlansBy(policy)
            .ChangingPlanTo(Plans.Max20x, "2026-11-16")
            .ChangingPlanTo(Plans.Max5x, "2026-11-18")
            .ChangingPlanTo(Plans.Max20x, "2026-11-20")
            .Replay("2026-11-25");

        Assert.Equal(cents.Cents(), run.Cycle.Flows.Granted);
    }

    [Fact]
    public void A_plan_change_before_the_claim_grants_nothing_until_the_claim()
    {
        var run = ASeat()
            .ChangingPlansBy(PlanChangePolicy.ImmediateDifference)
            .ClaimedAt("2026-11-12")
            .ChangingPlanTo(Plans.Max20x, "2026-11-10")
            .Replay("2026-11-20");

        var grant = run.Of(PostingKind.Grant).Single();
        Assert.Equal((200.Dollars(), "2026-11-12".Ms(), PostingReason.Claimed), (grant.Amount, grant.EffectiveAtMs, grant.Reason));
    }

    [Fact]
    public void A_claim_grants_the_full_amount_for_the_running_cycle_and_the_ones_after()
    {
        var run = ASeat().ClaimedAt("2026-10-31T23:59:59").Replay("2026-11-20");

        Assert.Equal([100.Dollars(), 100.Dollars()], run.Of(PostingKind.Grant).Select(p => p.Amount));
        Assert.Equal(Nanodollars.Zero, run.CycleFrom("2026-09-01").Flows.Granted);
    }

    [Fact]
    public void An_edited_row_takes_effect_with_the_first_grant_after_its_date()
    {
        var programme = WithRow(new() { Key = Plans.Max5x.Id, Amount = 150.Dollars(), EffectiveFrom = "2026-10-15".Day(), Source = "a test" });
        var run = ASeat().Under(programme).Replay("2026-11-20");

        Assert.Equal((100.Dollars(), 150.Dollars()), (run.CycleFrom("2026-10-01").Flows.Granted, run.Cycle.Flows.Granted));
    }

    [Fact]
    public void A_row_dated_back_never_changes_a_grant_made_before_it_was_entered()
    {
        var programme = WithRow(new()
        {
            Key = Plans.Max5x.Id,
            Amount = 150.Dollars(),
            EffectiveFrom = "2026-08-01".Day(),
            EnteredAtMs = "2026-10-15".Ms(),
            Source = "a test",
        });
        var run = ASeat().Under(programme).Replay("2026-11-20");

        Assert.Equal((100.Dollars(), 100.Dollars(), 150.Dollars()), (run.CycleFrom("2026-09-01").Flows.Granted, run.CycleFrom("2026-10-01").Flows.Granted, run.Cycle.Flows.Granted));
    }

    [Fact]
    public void A_seat_added_in_mid_cycle_has_a_full_grant_to_its_first_anchor()
    {
        var run = ASeat().Anchored(25).ActiveFrom("2026-11-20").Replay("2026-11-26");

        Assert.Equal([100.Dollars(), 100.Dollars()], run.Result.Cycles.Select(c => c.Flows.Granted));
        Assert.Equal(("2026-11-20".Day(), "2026-11-25".Day()), (run.Result.Cycles[0].Cycle.StartDay, run.Result.Cycles[0].Cycle.EndDay));
    }

    [Theory]
    [InlineData("America/New_York", "2026-11-20T00:00:00")]
    [InlineData("Asia/Tokyo", "2026-11-20T00:00:00")]
    public void A_seat_added_after_a_change_of_the_zone_has_its_first_grant(string zone, string first)
    {
        var seat = ASeat().ActiveFrom("2026-11-20");
        seat = seat with { Organisation = seat.Organisation with { Zone = new("UTC", new Dated<string>("2026-11-15".Ms(), zone)) } };

        var run = seat.Replay("2026-11-20T12:00:00");

        Assert.Equal((100.Dollars(), first), (run.Cycle.Flows.Granted, run.Of(PostingKind.Grant)[0].EffectiveAtMs.Utc()));
    }

    [Fact]
    public void A_seat_that_ended_has_no_new_grant()
    {
        var run = ASeat().ActiveUntil("2026-10-01").Replay("2026-11-20");

        Assert.Equal("2026-09-01".Day(), run.Cycle.Cycle.StartDay);
        Assert.True(run.Cycle.Ended);
    }

    [Fact]
    public void An_anchor_change_expires_the_rest_and_grants_anew()
    {
        var run = ASeat().MovingAnchorTo(20, "2026-11-12T15:00:00").Drawing(30.Dollars(), "2026-11-05").Replay("2026-11-15");

        var cut = run.CycleFrom("2026-11-01");
        Assert.Equal(("2026-11-12".Day(), 70.Dollars()), (cut.Cycle.EndDay, cut.Flows.Expired));
        Assert.Equal((100.Dollars(), "2026-11-20".Day()), (run.Cycle.Flows.Available, run.Cycle.Cycle.EndDay));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void A_change_of_programme_starts_with_the_next_cycle()
    {
        var run = ASeat().OnPlan(Plans.Pro).Choosing(ShippedProgrammes.MonthlyApiCredits, ProgrammeMode.Enforced, "2026-10-15").Replay("2026-11-20");

        Assert.Equal((20.Dollars(), "agent-sdk-credit"), (run.CycleFrom("2026-10-01").Flows.Granted, run.CycleFrom("2026-10-01").ProgrammeId));
        Assert.Equal((SeatCycleState.NotEligible, "monthly-api-credits"), (run.Cycle.State, run.Cycle.ProgrammeId));
    }

    [Fact]
    public void An_internal_budget_goes_by_seat_then_team_then_plan_then_everyone()
    {
        AllowanceRow Row(AllowanceTarget target, string key, int usd) =>
            new() { Target = target, Key = key, Amount = usd.Dollars(), EffectiveFrom = new(2026, 1, 1), Source = "owner" };
        var everyone = Row(AllowanceTarget.Everyone, "", 10);
        var plan = Row(AllowanceTarget.Plan, Plans.Max5x.Id, 20);
        var team = Row(AllowanceTarget.Team, "Payments", 30);
        var seat = Row(AllowanceTarget.Seat, "Ana@example.test", 40);
        var ana = ASeat() with { Seat = ASeat().Seat with { Team = new("Payments") } };

        Nanodollars Granted(params AllowanceRow[] rows) =>
            ana.Under(ShippedProgrammes.InternalBudget with { Allowances = [.. rows] }).Replay("2026-11-20").Cycle.Flows.Granted;

        Assert.Equal(
            [40.Dollars(), 30.Dollars(), 20.Dollars(), 10.Dollars(), Nanodollars.Zero],
            [Granted(seat, team, plan, everyone), Granted(everyone, plan, team), Granted(plan, everyone), Granted(everyone), Granted()]);
    }

    private static Programme WithRow(AllowanceRow row) =>
        ShippedProgrammes.AgentSdkCredit with { Allowances = [.. ShippedProgrammes.AgentSdkCredit.Allowances, row] };
}
