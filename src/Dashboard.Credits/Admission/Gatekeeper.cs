using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Credits.Admission;

/// <summary>
/// May this seat run now? Pure: the ledger says what is left, the runbook how strict to be about it, and the strictest of both is the answer.
/// Less credit, more reservations, a larger estimate or one more stage never make the answer milder. Of two equally strict answers the ledger's is given. Law, section 9.
/// </summary>
public static class Gatekeeper
{
    /// <summary>The answer at an instant.</summary>
    /// <param name="standing">Where the seat and its account stand.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The estimate is below 0.</exception>
    public static AdmissionAnswer Answer(AdmissionStanding standing, AdmissionRequest request, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Estimate.GetValueOrDefault().Value);
        if (standing.Kind is CycleKind.Off or CycleKind.History)
        {
            return With(standing, new Verdict(AdmissionDecision.Allow, AdmissionReason.Off), false, request, nowMs);
        }

        var answer = Judge(standing, request, nowMs);
        return standing.Kind is CycleKind.Shadow
            ? answer with { Decision = AdmissionDecision.Allow, Reason = AdmissionReason.Shadow, StageId = null, Model = null, RetryAfterSeconds = null, Would = answer }
            : answer;
    }

    /// <summary>How strict a decision is, from 1. Overage and a warning are equally strict: both let the run start and say something about it.</summary>
    public static int StrictnessOf(AdmissionDecision decision) => decision switch
    {
        AdmissionDecision.Allow => 1,
        AdmissionDecision.AllowOverage or AdmissionDecision.Warn => 2,
        AdmissionDecision.Fallback => 3,
        AdmissionDecision.Throttle => 4,
        AdmissionDecision.Deny => 5,
    };

    private static AdmissionAnswer Judge(AdmissionStanding standing, AdmissionRequest request, long nowMs)
    {
        if (standing.Knowledge is AdmissionKnowledge.NoData or AdmissionKnowledge.UnknownSeat || (standing.Knowledge is not AdmissionKnowledge.Current && !standing.FailsOpen))
        {
            return With(standing, new Verdict(standing.FailsOpen ? AdmissionDecision.Allow : AdmissionDecision.Deny, ReasonOf(standing.Knowledge)), false, request, nowMs);
        }

        var ledger = OfLedger(standing, request);
        var verdict = StagesOf(standing, ledger.Decision is AdmissionDecision.AllowOverage).Select(s => OfStage(s, request)).Aggregate(ledger, Stricter);

        // Who fails open goes by the last known figures: what they forbid stays forbidden, and what they allow is not vouched for.
        return With(
            standing,
            standing.Knowledge is not AdmissionKnowledge.Current && verdict.Reason is (AdmissionReason.Ok or AdmissionReason.Overage)
                ? verdict with { Reason = ReasonOf(standing.Knowledge) }
                : verdict,
            ledger.Decision is AdmissionDecision.AllowOverage,
            request,
            nowMs);
    }

    /// <summary>What the ledger and the reservations say.</summary>
    private static Verdict OfLedger(AdmissionStanding standing, AdmissionRequest request)
    {
        if (standing.State is SeatCycleState.Inactive)
        {
            return new Verdict(AdmissionDecision.Deny, AdmissionReason.InactiveSeat);
        }

        var available = Available(standing);
        var left = Left(standing);
        Int128 overage = standing.OverageOn ? Math.Max(0, standing.OverageRemaining.Value) : 0;

        // What reservations hold beyond the credit takes up overage; of a shared account no more than this seat's own can take up its cap.
        var room = Int128.Max(0, overage - Int128.Min(standing.HeldBySeat.Value, Int128.Max(0, (Int128)standing.Held.Value - available)));
        Int128 need = request.Estimate.GetValueOrDefault().Value;
        if (left > 0 && need <= left)
        {
            return new Verdict(AdmissionDecision.Allow, AdmissionReason.Ok);
        }

        if (room > 0 && need <= left + room)
        {
            return new Verdict(AdmissionDecision.AllowOverage, AdmissionReason.Overage);
        }

        var why = available + overage > 0 && need <= available + overage ? AdmissionReason.HeldByReservations
            : standing.OverageOn ? AdmissionReason.OverCap
            : standing.State is SeatCycleState.Unclaimed ? AdmissionReason.Unclaimed
            : standing.State is SeatCycleState.NotEligible or SeatCycleState.NoProgramme ? AdmissionReason.NotEligible
            : left > 0 ? AdmissionReason.EstimateExceedsBalance
            : AdmissionReason.OutOfCredit;
        return need > 0 || !standing.Allocation.IsPositive ? new Verdict(AdmissionDecision.Deny, why) : WhenGone(standing.Exhausted, why, request);
    }

    /// <summary>Nothing is left and the run has no estimate: what the runbook decided for that case, but never less than a warning; without a stage for it, no.</summary>
    private static Verdict WhenGone(RunbookStage? stage, AdmissionReason why, AdmissionRequest request)
    {
        var verdict = stage is null ? new Verdict(AdmissionDecision.Deny, why) : OfStage(stage, request);
        return verdict.Decision switch
        {
            AdmissionDecision.Throttle => verdict,
            < AdmissionDecision.Warn => new Verdict(AdmissionDecision.Warn, why, stage),
            _ => verdict with { Reason = why },
        };
    }

    /// <summary>
    /// The stages that speak, strongest first. The one for credit that is gone speaks where the run will be overage: it may slow it down, but not
    /// deny it, because overage was turned on for exactly this case.
    /// </summary>
    private static IEnumerable<RunbookStage> StagesOf(AdmissionStanding standing, bool isOverage)
    {
        if (isOverage && standing is { Exhausted: { Gate: not GateAnswer.Deny } gone, Allocation.IsPositive: true } && Available(standing) == 0)
        {
            yield return gone;
        }

        foreach (var stage in standing.Entered.Where(s => s.Stage.Kind is not StageKind.Exhausted).OrderByDescending(s => s.Stage.Kind).ThenByDescending(s => s.Stage.Threshold))
        {
            yield return stage;
        }
    }

    private static Verdict OfStage(RunbookStage stage, AdmissionRequest request) => stage.Gate switch
    {
        GateAnswer.Allow => new Verdict(AdmissionDecision.Allow, AdmissionReason.Ok),
        GateAnswer.Warn => new Verdict(AdmissionDecision.Warn, AdmissionReason.StageWarns, stage),
        GateAnswer.Fallback => new Verdict(AdmissionDecision.Fallback, AdmissionReason.StageFallback, stage),
        GateAnswer.Throttle => (stage.ThrottleSeconds ?? 0) > request.WaitedSeconds
            ? new Verdict(AdmissionDecision.Throttle, AdmissionReason.SlowDown, stage)
            : new Verdict(AdmissionDecision.Warn, AdmissionReason.SlowDown, stage),
        GateAnswer.Deny => new Verdict(AdmissionDecision.Deny, AdmissionReason.StageDenies, stage),
    };

    /// <summary>The stricter of two; of two throttles the longer; else the first.</summary>
    private static Verdict Stricter(Verdict first, Verdict second) =>
        StrictnessOf(second.Decision) > StrictnessOf(first.Decision)
        || (first.Decision is AdmissionDecision.Throttle && second.Decision is AdmissionDecision.Throttle && second.Stage!.ThrottleSeconds > first.Stage!.ThrottleSeconds)
            ? second
            : first;

    private static AdmissionAnswer With(AdmissionStanding standing, Verdict verdict, bool isOverage, AdmissionRequest request, long nowMs)
    {
        var hasFigures = standing.Knowledge is not (AdmissionKnowledge.NoData or AdmissionKnowledge.UnknownSeat);
        return new AdmissionAnswer
        {
            Decision = verdict.Decision,
            Reason = verdict.Reason,
            StageId = verdict.Stage?.Stage.Id,
            Model = verdict.Decision is AdmissionDecision.Fallback ? verdict.Stage?.FallbackModel : null,
            RetryAfterSeconds = verdict switch
            {
                { Decision: AdmissionDecision.Throttle } => verdict.Stage?.ThrottleSeconds - request.WaitedSeconds,
                { Decision: not AdmissionDecision.Deny } => null,
                { Reason: AdmissionReason.HeldByReservations } => SecondsTo(standing.HeldUntilMs, nowMs),
                { Reason: AdmissionReason.OutOfCredit or AdmissionReason.EstimateExceedsBalance or AdmissionReason.OverCap } => SecondsTo(standing.ResetMs, nowMs),
                _ => null,
            },
            Balance = hasFigures ? new Nanodollars(Left(standing)) : null,
            ShareConsumed = hasFigures && standing.Allocation.IsPositive ? (long)Int128.Min((Int128)Math.Max(0, standing.Consumed.Value) * 1_000_000 / standing.Allocation.Value, long.MaxValue) : null,
            ResetMs = standing.ResetMs,
            IsOverage = isOverage,
        };
    }

    private static long Available(AdmissionStanding standing) => Math.Max(0, standing.Available.Value);

    private static long Left(AdmissionStanding standing) => Math.Max(0, Available(standing) - Math.Max(0, standing.Held.Value));

    /// <summary>Whole seconds, rounded up: asking then is not too early.</summary>
    private static long? SecondsTo(long? atMs, long nowMs) => atMs is { } at ? Math.Max(1, (at - nowMs + 999) / 1000) : null;

    private static AdmissionReason ReasonOf(AdmissionKnowledge knowledge) => knowledge switch
    {
        AdmissionKnowledge.Current => AdmissionReason.Ok,
        AdmissionKnowledge.Stale => AdmissionReason.StaleData,
        AdmissionKnowledge.DeadMan => AdmissionReason.DeadMan,
        AdmissionKnowledge.NoData => AdmissionReason.NoData,
        AdmissionKnowledge.UnknownSeat => AdmissionReason.UnknownSeat,
    };

    private readonly record struct Verdict(AdmissionDecision Decision, AdmissionReason Reason, RunbookStage? Stage = null);
}
