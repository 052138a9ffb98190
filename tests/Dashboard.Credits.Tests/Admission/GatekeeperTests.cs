using Dashboard.Credits.Admission;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Xunit;

namespace Dashboard.Credits.Tests.Admission;

public sealed class GatekeeperTests
{
    private const long Now = 1_795_176_000_000;
    private const long Reset = Now + 86_400_000;

    [Fact]
    public void With_credit_left_a_run_is_allowed_with_balance_share_and_reset()
    {
        var answer = Ask(Left(52) with { Held = Usd(2), HeldBySeat = Usd(2) });

        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.Ok, Usd(50), 480_000L, Reset), (answer.Decision, answer.Reason, answer.Balance, answer.ShareConsumed, answer.ResetMs));
        Assert.Null(answer.RetryAfterSeconds);
    }

    [Fact]
    public void Out_of_credit_and_slow_down_are_different_answers()
    {
        var gone = Ask(Left(0));
        var slow = Ask(Left(20) with { Entered = [At(80, GateAnswer.Throttle, seconds: 30)] });

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OutOfCredit, 86_400L), (gone.Decision, gone.Reason, gone.RetryAfterSeconds));
        Assert.Equal((AdmissionDecision.Throttle, AdmissionReason.SlowDown, 30L, "at-80"), (slow.Decision, slow.Reason, slow.RetryAfterSeconds, slow.StageId));
    }

    [Fact]
    public void A_throttle_is_served_by_having_waited_that_long()
    {
        var standing = Left(20) with { Entered = [At(80, GateAnswer.Throttle, seconds: 30)] };

        Assert.Equal((AdmissionDecision.Throttle, 1L), (Ask(standing, waited: 29).Decision, Ask(standing, waited: 29).RetryAfterSeconds));
        Assert.Equal((AdmissionDecision.Warn, AdmissionReason.SlowDown), (Ask(standing, waited: 30).Decision, Ask(standing, waited: 30).Reason));
    }

    [Fact]
    public void An_estimate_that_does_not_fit_is_denied_with_its_own_code()
    {
        Assert.Equal(AdmissionDecision.Allow, Ask(Left(10), 10).Decision);
        var more = Gatekeeper.Answer(Left(10), new AdmissionRequest(Usd(10) + new Nanodollars(1)), Now);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.EstimateExceedsBalance), (more.Decision, more.Reason));
    }

    [Fact]
    public void With_overage_on_what_the_credit_does_not_cover_is_overage_up_to_the_cap()
    {
        var standing = Left(10) with { OverageOn = true, OverageRemaining = Usd(5) };

        Assert.Equal((AdmissionDecision.Allow, false), (Ask(standing, 10).Decision, Ask(standing, 10).IsOverage));
        Assert.Equal((AdmissionDecision.AllowOverage, AdmissionReason.Overage, true), (Ask(standing, 15).Decision, Ask(standing, 15).Reason, Ask(standing, 15).IsOverage));
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OverCap), (Ask(standing, 16).Decision, Ask(standing, 16).Reason));
    }

    [Fact]
    public void Overage_without_a_cap_has_room_for_everything() =>
        Assert.Equal(AdmissionDecision.AllowOverage, Ask(Left(0) with { OverageOn = true, OverageRemaining = new Nanodollars(long.MaxValue), Held = Usd(900), HeldBySeat = Usd(900) }, 1_000_000).Decision);

    [Fact]
    public void The_default_runbook_does_not_deny_what_overage_was_turned_on_for()
    {
        var standing = Left(0) with { Exhausted = Gone(GateAnswer.Deny), Entered = [At(80, GateAnswer.Allow), At(95, GateAnswer.Warn)], OverageOn = true, OverageRemaining = Usd(5) };

        Assert.Equal(AdmissionDecision.AllowOverage, Ask(standing).Decision);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OverCap), (Ask(standing with { OverageRemaining = default }).Decision, Ask(standing with { OverageRemaining = default }).Reason));
        Assert.Equal((AdmissionDecision.Fallback, "haiku", true), Ask(standing with { Exhausted = Gone(GateAnswer.Fallback) }) is var cheap ? (cheap.Decision, cheap.Model, cheap.IsOverage) : default);
    }

    [Fact]
    public void What_the_runbook_decided_for_credit_that_is_gone_holds_and_is_never_a_plain_allow()
    {
        Assert.Equal((AdmissionDecision.Warn, AdmissionReason.OutOfCredit, "exhausted"), Ask(Left(0) with { Exhausted = Gone(GateAnswer.Allow) }) is var warned ? (warned.Decision, warned.Reason, warned.StageId) : default);
        Assert.Equal((AdmissionDecision.Fallback, AdmissionReason.OutOfCredit, "haiku"), Ask(Left(0) with { Exhausted = Gone(GateAnswer.Fallback) }) is var cheap ? (cheap.Decision, cheap.Reason, cheap.Model) : default);
        Assert.Equal((AdmissionDecision.Throttle, AdmissionReason.SlowDown), Ask(Left(0) with { Exhausted = Gone(GateAnswer.Throttle) }) is var slow ? (slow.Decision, slow.Reason) : default);
        Assert.Equal(AdmissionDecision.Deny, Ask(Left(0) with { Exhausted = Gone(GateAnswer.Allow) }, 1).Decision);
    }

    [Fact]
    public void Of_several_stages_the_strictest_wins_and_among_equals_the_later_one()
    {
        var standing = Left(3) with { Entered = [At(80, GateAnswer.Fallback, "sonnet"), At(95, GateAnswer.Fallback, "haiku"), At(50, GateAnswer.Warn)] };

        Assert.Equal((AdmissionDecision.Fallback, AdmissionReason.StageFallback, "haiku", "at-95"), Ask(standing) is var a ? (a.Decision, a.Reason, a.Model, a.StageId) : default);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.StageDenies, "at-90"), Ask(standing with { Entered = standing.Entered.Add(At(90, GateAnswer.Deny)) }) is var d ? (d.Decision, d.Reason, d.StageId) : default);
    }

    [Fact]
    public void Credit_that_other_runs_hold_is_another_code_and_says_when_the_first_of_them_ends()
    {
        var answer = Ask(Left(10) with { Held = Usd(8), HeldBySeat = Usd(8), HeldUntilMs = Now + 1_001 }, 5);

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.HeldByReservations, 2L, Usd(2)), (answer.Decision, answer.Reason, answer.RetryAfterSeconds, answer.Balance));
    }

    [Fact]
    public void What_others_hold_of_a_shared_account_takes_up_no_cap_of_this_seat()
    {
        var standing = Left(10) with { Held = Usd(14), HeldBySeat = Usd(1), OverageOn = true, OverageRemaining = Usd(5) };

        Assert.Equal(AdmissionDecision.AllowOverage, Ask(standing, 4).Decision);
        Assert.Equal(AdmissionReason.HeldByReservations, Ask(standing, 5).Reason);
    }

    [Fact]
    public void Unclaimed_not_eligible_and_inactive_have_codes_of_their_own_and_waiting_does_not_help()
    {
        var none = Left(0) with { Allocation = default, Consumed = default };

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.Unclaimed, null), Ask(none with { State = SeatCycleState.Unclaimed }) is var u ? (u.Decision, u.Reason, u.RetryAfterSeconds) : default);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.NotEligible), Ask(none with { State = SeatCycleState.NotEligible }) is var n ? (n.Decision, n.Reason) : default);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.InactiveSeat), Ask(none with { State = SeatCycleState.Inactive, OverageOn = true, OverageRemaining = Usd(5) }) is var i ? (i.Decision, i.Reason) : default);
        Assert.Equal(AdmissionDecision.AllowOverage, Ask(none with { State = SeatCycleState.Unclaimed, OverageOn = true, OverageRemaining = Usd(5) }).Decision);
    }

    [Fact]
    public void Shadow_always_allows_and_says_what_it_would_have_been()
    {
        var answer = Ask(Left(0) with { Kind = CycleKind.Shadow });

        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.Shadow, null), (answer.Decision, answer.Reason, answer.RetryAfterSeconds));
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OutOfCredit), (answer.Would!.Decision, answer.Would.Reason));
    }

    [Fact]
    public void Off_always_allows_whoever_asks()
    {
        var answer = Ask(Left(0) with { Kind = CycleKind.Off, Knowledge = AdmissionKnowledge.UnknownSeat, FailsOpen = false });

        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.Off, null), (answer.Decision, answer.Reason, answer.Would));
    }

    [Theory]
    [InlineData(AdmissionKnowledge.UnknownSeat, AdmissionReason.UnknownSeat)]
    [InlineData(AdmissionKnowledge.NoData, AdmissionReason.NoData)]
    [InlineData(AdmissionKnowledge.Stale, AdmissionReason.StaleData)]
    [InlineData(AdmissionKnowledge.DeadMan, AdmissionReason.DeadMan)]
    public void What_cannot_be_known_is_allowed_or_denied_as_the_organisation_decided(AdmissionKnowledge knowledge, AdmissionReason reason)
    {
        var open = Ask(Left(10) with { Knowledge = knowledge });
        var closed = Ask(Left(10) with { Knowledge = knowledge, FailsOpen = false });

        Assert.Equal((AdmissionDecision.Allow, reason), (open.Decision, open.Reason));
        Assert.Equal((AdmissionDecision.Deny, reason), (closed.Decision, closed.Reason));
    }

    [Fact]
    public void Failing_open_does_not_forget_that_the_credit_was_gone() =>
        Assert.Equal(AdmissionReason.OutOfCredit, Ask(Left(0) with { Knowledge = AdmissionKnowledge.Stale }).Reason);

    private static AdmissionAnswer Ask(AdmissionStanding standing, long? dollars = null, int waited = 0) =>
        Gatekeeper.Answer(standing, new AdmissionRequest(dollars is { } d ? Usd(d) : null, waited), Now);

    private static AdmissionStanding Left(long dollars) => new()
    {
        Kind = CycleKind.Enforced,
        Knowledge = AdmissionKnowledge.Current,
        FailsOpen = true,
        Allocation = Usd(100),
        Consumed = Usd(100 - dollars),
        Available = Usd(dollars),
        ResetMs = Reset,
    };

    private static RunbookStage At(int percent, GateAnswer gate, string? model = null, int? seconds = null) =>
        new() { Stage = Stage.AtPercent(percent), Gate = gate, FallbackModel = model, ThrottleSeconds = seconds };

    private static RunbookStage Gone(GateAnswer gate) => new()
    {
        Stage = Stage.WhenExhausted(),
        Gate = gate,
        FallbackModel = gate is GateAnswer.Fallback ? "haiku" : null,
        ThrottleSeconds = gate is GateAnswer.Throttle ? 60 : null,
    };

    private static Nanodollars Usd(long dollars) => Nanodollars.FromUsd(dollars);
}
