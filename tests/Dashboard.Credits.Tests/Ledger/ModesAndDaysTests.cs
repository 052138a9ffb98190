using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class ModesAndDaysTests
{
    [Fact]
    public void Shadow_is_the_same_arithmetic_under_another_name()
    {
        var real = ASeat().Drawing(130.Dollars(), "2026-11-03").Replay("2026-11-20");
        var shadow = ASeat().Under(ShippedProgrammes.AgentSdkCredit, ProgrammeMode.Shadow).Drawing(130.Dollars(), "2026-11-03").Replay("2026-11-20");

        Assert.Equal(real.Cycle.Flows, shadow.Cycle.Flows);
        Assert.Equal((CycleKind.Enforced, CycleKind.Shadow), (real.Cycle.Kind, shadow.Cycle.Kind));
    }

    [Fact]
    public void Switched_off_the_running_balance_lives_to_its_expiry_and_no_grant_follows()
    {
        var run = ASeat()
            .Choosing(ShippedProgrammes.AgentSdkCredit, ProgrammeMode.Off, "2026-10-10")
            .Drawing(30.Dollars(), "2026-10-20")
            .Drawing(5.Dollars(), "2026-11-05")
            .Replay("2026-11-20");

        Assert.Equal((30.Dollars(), 70.Dollars()), (run.CycleFrom("2026-10-01").Flows.Consumed, run.CycleFrom("2026-10-01").Flows.Expired));
        Assert.Equal((CycleKind.Off, LedgerFlows.Zero, 5.Dollars()), (run.Cycle.Kind, run.Cycle.Flows, run.Cycle.CoveredUsage));
        Assert.Empty(run.Broken());
    }

    [Fact]
    public void Cycles_that_ended_before_books_start_are_history()
    {
        var run = ASeat().ActiveFrom("2026-05-01").Drawing(30.Dollars(), "2026-06-20").Drawing(5.Dollars(), "2026-07-05").Replay("2026-07-20");

        Assert.Equal((CycleKind.History, LedgerFlows.Zero, 30.Dollars()), (run.CycleFrom("2026-06-01").Kind, run.CycleFrom("2026-06-01").Flows, run.CycleFrom("2026-06-01").CoveredUsage));
        Assert.Equal(5.Dollars(), run.CycleFrom("2026-07-01").Flows.Consumed);
    }

    [Fact]
    public void A_cycle_that_runs_at_books_start_is_in_the_books_as_a_whole()
    {
        var run = ASeat().ActiveFrom("2026-05-01").Anchored(20).Drawing(30.Dollars(), "2026-06-25").Replay("2026-07-05");

        Assert.Equal(("2026-06-20".Day(), 30.Dollars()), (run.Cycle.Cycle.StartDay, run.Cycle.Flows.Consumed));
    }

    [Fact]
    public void Days_on_which_something_happened_hold_their_own_flows()
    {
        var run = ASeat().Drawing(1.Dollars(), "2026-11-03T01:00:00").Drawing(2.Dollars(), "2026-11-03T23:59:59").Drawing(4.Dollars(), "2026-11-05").Replay("2026-11-20");

        var days = run.Result.Days.Where(d => d.Day >= "2026-11-01".Day()).Select(d => (d.Day.Day, d.Flows.Granted, d.Flows.Consumed, d.State.Flows.Consumed, d.Events));
        Assert.Equal(
            [
                (1, 100.Dollars(), Nanodollars.Zero, Nanodollars.Zero, 0L),
                (3, Nanodollars.Zero, 3.Dollars(), 3.Dollars(), 2L),
                (5, Nanodollars.Zero, 4.Dollars(), 7.Dollars(), 1L),
            ],
            days);
    }

    [Fact]
    public void Usage_after_the_as_of_is_not_in_the_ledger_yet() =>
        Assert.Equal(0, ASeat().Drawing(1.Dollars(), "2026-11-21").Replay("2026-11-20").Cycle.Events);

    [Fact]
    public void An_exact_duplicate_changes_nothing_and_two_contents_of_one_identity_are_refused()
    {
        var scenario = ASeat().Drawing(30.Dollars(), "2026-11-03").Drawing(9.Dollars(), "2026-11-04");
        var twice = scenario.Events.Concat(scenario.Events).Order();

        Assert.Equal(scenario.Replay("2026-11-20").Result.End, LedgerRun.Of(scenario.Setup, twice, "2026-11-20".Ms()).Result.End);
        var other = scenario.Events[0] with { Amount = 1.Dollars() };
        Assert.Throws<ArgumentException>(() => AccountReplay.Run(scenario.Setup, [scenario.Events[0], other], "2026-11-20".Ms()));
        Assert.Throws<ArgumentException>(() => AccountReplay.Run(scenario.Setup, scenario.Events.OrderDescending(), "2026-11-20".Ms()));
    }
}
