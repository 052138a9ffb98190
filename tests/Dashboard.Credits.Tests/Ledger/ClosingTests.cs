using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.TestKit;
using Dashboard.TestKit.Ledger;
using Xunit;
using static Dashboard.TestKit.Ledger.SeatScenario;

namespace Dashboard.Credits.Tests.Ledger;

public sealed class ClosingTests
{
    private static readonly BillingCycle October = new CycleCalendar(new(1), new("UTC")).At("2026-10-05".Ms());
    private static readonly long GraceEnd = Closing.GraceEndMs(October, Closing.DefaultGraceDays, TimeZoneInfo.Utc);

    [Fact]
    public void A_cycle_goes_from_open_to_closing_to_closed_to_reopened_to_closed()
    {
        CloseDecision[] decisions = [Close("2026-11-07"), Reopen("2026-11-10") with { Sequence = 2 }, Close("2026-11-12") with { Sequence = 3 }];
        CloseState At(string at) => Closing.StateOf(October, decisions, at.Ms());

        Assert.Equal(
            [CloseState.Open, CloseState.Closing, CloseState.Closed, CloseState.Reopened, CloseState.Closed],
            [At("2026-10-31T23:59:59"), At("2026-11-01"), At("2026-11-07"), At("2026-11-11"), At("2026-11-12")]);
    }

    [Fact]
    public void The_grace_is_five_days() => Assert.Equal("2026-11-06T00:00:00", GraceEnd.Utc());

    [Fact]
    public void A_cycle_closes_after_its_grace_and_not_twice()
    {
        Assert.Null(Refusal(Close("2026-11-06"), CloseState.Closing));
        Assert.NotNull(Refusal(Close("2026-11-05T23:59:59"), CloseState.Closing));
        Assert.NotNull(Refusal(Close("2026-10-20"), CloseState.Open));
        Assert.NotNull(Refusal(Close("2026-11-07"), CloseState.Closed));
    }

    [Fact]
    public void Unsettled_usage_must_be_accepted_by_its_amounts()
    {
        var questions = new OpenQuestions(3.Dollars(), Nanodollars.Zero, Nanodollars.Zero, 2);

        Assert.NotNull(Refusal(Close("2026-11-07"), CloseState.Closing, questions));
        Assert.NotNull(Refusal(Close("2026-11-07") with { Accepted = questions with { UnpricedEvents = 1 } }, CloseState.Closing, questions));
        Assert.Null(Refusal(Close("2026-11-07") with { Accepted = questions }, CloseState.Closing, questions));
    }

    [Fact]
    public void Reopening_needs_a_reason_and_a_second_person()
    {
        Assert.Null(Refusal(Reopen("2026-11-10"), CloseState.Closed));
        Assert.NotNull(Refusal(Reopen("2026-11-10") with { Reason = " " }, CloseState.Closed));
        Assert.NotNull(Refusal(Reopen("2026-11-10") with { SecondPerson = "finance" }, CloseState.Closed));
        Assert.NotNull(Refusal(Reopen("2026-11-10"), CloseState.Closing));
    }

    [Fact]
    public void A_statement_holds_the_cycle_and_its_corrections_lead_to_the_cycle_re_derived()
    {
        var closed = ASeat().Drawing(40.Dollars(), "2026-10-05").Replay("2026-11-20").CycleFrom("2026-10-01");
        var late = ASeat().Drawing(40.Dollars(), "2026-10-05").Drawing(9.Dollars(), "2026-10-06").Replay("2026-11-20").CycleFrom("2026-10-01");
        var statement = CycleStatement.Of(closed, Close("2026-11-07"), 1);
        var corrections = Corrections.Of(late, statement.Flows, [], StatementKey.OfCycle(new(2026, 11, 1)), statement.Postings, "2026-11-20".Ms());

        Assert.Empty(LedgerIdentities.Broken(statement, corrections, late));
        Assert.Single(LedgerIdentities.Broken(statement, [], late));
    }

    [Fact]
    public void A_running_cycle_has_no_statement() =>
        Assert.Throws<ArgumentException>(() => CycleStatement.Of(ASeat().Replay("2026-11-20").Cycle, Close("2026-11-07"), 1));

    [Fact]
    public void A_broken_ledger_is_found()
    {
        var run = ASeat().Drawing(40.Dollars(), "2026-11-05").Replay("2026-11-20");
        var cycle = run.Cycle;
        var postings = run.Of(cycle);

        Assert.Empty(LedgerIdentities.Broken(cycle, postings));
        Assert.NotEmpty(LedgerIdentities.Broken(cycle with { CoveredUsage = 41.Dollars() }, postings));
        Assert.NotEmpty(LedgerIdentities.Broken(cycle, [.. postings.Skip(1)]));
        Assert.NotEmpty(LedgerIdentities.Broken(cycle, [postings[0], postings[1] with { Amount = 39.Dollars() }]));
        Assert.NotEmpty(LedgerIdentities.Broken(cycle, [postings[0], postings[1] with { To = LedgerAccount.Expired }]));
        Assert.NotEmpty(LedgerIdentities.Broken(cycle with { Ended = true }, postings));
    }

    [Fact]
    public void A_calendar_month_of_many_anchors_adds_up() => Properties.ForSeeds(100, random =>
    {
        var days = new List<(DateOnly Day, LedgerFlows Flows)>();
        for (var i = 0; i < 4; i++)
        {
            var ledger = new RandomLedger(random);
            var setup = ledger.SeatAccount();
            days.AddRange(AccountReplay.Run(setup, ledger.Events(setup), "2027-01-15".Ms()).Days.Select(d => (d.Day, d.Flows)));
        }

        var previous = Nanodollars.Zero;
        for (var month = new DateOnly(2026, 6, 1); month < new DateOnly(2027, 2, 1); month = month.AddMonths(1))
        {
            var totals = MonthTotals.Of(days, month, []);
            Assert.Equal(previous, totals.Opening);
            Assert.Equal(totals.Opening + totals.Flows.Granted - totals.Flows.Consumed - totals.Flows.Expired - totals.Flows.Voided, totals.Closing);
            Assert.True(totals.Closing >= Nanodollars.Zero);
            previous = totals.Closing;
        }
    });

    private static string? Refusal(CloseDecision decision, CloseState state, OpenQuestions questions = default) =>
        Closing.Refusal(decision, October, state, questions, GraceEnd);

    private static CloseDecision Close(string at) =>
        new() { Sequence = 1, AccountId = 1, Cycle = October.StartDay, Action = CloseAction.Close, AtMs = at.Ms(), By = "finance" };

    private static CloseDecision Reopen(string at) =>
        Close(at) with { Action = CloseAction.Reopen, Reason = "a late invoice", SecondPerson = "owner" };
}
