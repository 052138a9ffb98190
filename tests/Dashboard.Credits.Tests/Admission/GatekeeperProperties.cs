using Dashboard.Credits.Admission;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Xunit;

namespace Dashboard.Credits.Tests.Admission;

/// <summary>What holds for every standing, whatever the runbook says.</summary>
public sealed class GatekeeperProperties
{
    private const long Now = 1_795_176_000_000;
    private const int Cases = 3_000;

    [Fact]
    public void Less_credit_is_never_answered_milder() => Holds((random, standing, request) =>
        AtLeastAsStrict(standing with { Available = Less(random, standing.Available) }, request, than: standing));

    [Fact]
    public void A_larger_estimate_is_never_answered_milder() => Holds((random, standing, request) =>
        AtLeastAsStrict(standing, request with { Estimate = request.Estimate.GetValueOrDefault() + Amount(random) }, than: standing, before: request));

    [Fact]
    public void One_more_stage_is_never_answered_milder() => Holds((random, standing, request) =>
        AtLeastAsStrict(standing with { Entered = standing.Entered.Add(AStage(random)) }, request, than: standing));

    [Fact]
    public void One_more_reservation_is_never_answered_milder() => Holds((random, standing, request) =>
    {
        var more = Amount(random);
        AtLeastAsStrict(standing with { Held = standing.Held + more, HeldBySeat = standing.HeldBySeat + (random.Next(2) == 0 ? more : default) }, request, than: standing);
    });

    [Fact]
    public void A_smaller_remainder_of_the_cap_is_never_answered_milder() => Holds((random, standing, request) =>
        AtLeastAsStrict(standing with { OverageRemaining = Less(random, standing.OverageRemaining) }, request, than: standing));

    [Fact]
    public void Turning_overage_on_is_never_answered_stricter() => Holds((_, standing, request) =>
        AtLeastAsStrict(standing with { OverageOn = false }, request, than: standing with { OverageOn = true }));

    [Fact]
    public void Failing_closed_is_never_milder_than_failing_open() => Holds((_, standing, request) =>
        AtLeastAsStrict(standing with { FailsOpen = false }, request, than: standing with { FailsOpen = true }));

    [Fact]
    public void Having_waited_is_never_answered_stricter() => Holds((random, standing, request) =>
        AtLeastAsStrict(standing, request, than: standing, before: request with { WaitedSeconds = request.WaitedSeconds + random.Next(100) }));

    [Fact]
    public void The_answer_is_at_least_as_strict_as_every_stage_that_speaks() => Holds((_, standing, request) =>
    {
        if (standing is { Kind: CycleKind.Enforced, Knowledge: AdmissionKnowledge.Current })
        {
            var answer = Gatekeeper.Answer(standing, request with { WaitedSeconds = 0 }, Now);
            Assert.All(standing.Entered.Where(s => s.Stage.Kind is not StageKind.Exhausted), s => Assert.True(Gatekeeper.StrictnessOf(answer.Decision) >= (int)s.Gate, $"{answer} for {s}"));
        }
    });

    [Fact]
    public void A_run_that_may_start_fits_into_credit_and_cap_together_with_everything_that_is_held() => Holds((_, standing, request) =>
    {
        var own = standing with { Kind = CycleKind.Enforced, Knowledge = AdmissionKnowledge.Current, HeldBySeat = standing.Held };
        if (request.Estimate is { IsPositive: true } estimate && Gatekeeper.Answer(own, request, Now).MayStart)
        {
            var overage = own.OverageOn ? own.OverageRemaining.Value : 0;
            var free = (Int128)own.Available.Value + overage - own.Held.Value;
            Assert.True(estimate.Value <= free, $"{estimate} of {free}");
        }
    });

    [Fact]
    public void The_balance_is_never_below_zero_and_every_answer_is_whole() => Holds((_, standing, request) =>
    {
        var answer = Gatekeeper.Answer(standing, request, Now);
        foreach (var each in (AdmissionAnswer?[])[answer, answer.Would])
        {
            Assert.True(each?.Balance?.Value is null or >= 0);
            Assert.Equal(each?.Decision is AdmissionDecision.Fallback, each?.Model is not null);
            Assert.True(each?.Decision is not AdmissionDecision.Throttle || each is { RetryAfterSeconds: > 0, Reason: AdmissionReason.SlowDown });
            Assert.True(each?.RetryAfterSeconds is null or > 0);
        }

        Assert.Equal(standing.Kind is CycleKind.Shadow, answer.Would is not null);
        Assert.True(standing.Kind is CycleKind.Enforced || answer.Decision is AdmissionDecision.Allow);
    });

    private static void AtLeastAsStrict(AdmissionStanding standing, AdmissionRequest request, AdmissionStanding than, AdmissionRequest? before = null)
    {
        var milder = Gatekeeper.Answer(than, before ?? request, Now);
        var stricter = Gatekeeper.Answer(standing, request, Now);
        Assert.True(Gatekeeper.StrictnessOf(stricter.Decision) >= Gatekeeper.StrictnessOf(milder.Decision), $"{standing} {request}: {stricter.Decision} is milder than {milder.Decision} of {than} {before}");
        Assert.True(stricter.Would is null || Gatekeeper.StrictnessOf(stricter.Would.Decision) >= Gatekeeper.StrictnessOf(milder.Would!.Decision));
    }

    private static void Holds(Action<Random, AdmissionStanding, AdmissionRequest> holds) =>
        Properties.ForSeeds(Cases, random => holds(random, AStanding(random), new AdmissionRequest(random.Next(3) == 0 ? null : Amount(random), random.Pick(0, 0, 10, 60))));

    private static AdmissionStanding AStanding(Random random)
    {
        var allocation = random.Next(6) == 0 ? default : Amount(random);
        var held = random.Next(2) == 0 ? default : Amount(random);
        return new AdmissionStanding
        {
            Kind = random.Pick(CycleKind.Enforced, CycleKind.Enforced, CycleKind.Enforced, CycleKind.Shadow, CycleKind.Off),
            Knowledge = random.Pick(AdmissionKnowledge.Current, AdmissionKnowledge.Current, AdmissionKnowledge.Current, AdmissionKnowledge.Stale, AdmissionKnowledge.DeadMan, AdmissionKnowledge.NoData, AdmissionKnowledge.UnknownSeat),
            FailsOpen = random.Next(2) == 0,
            State = allocation.IsPositive ? SeatCycleState.Granted : random.Pick(SeatCycleState.Unclaimed, SeatCycleState.NotEligible, SeatCycleState.Inactive),
            Allocation = allocation,
            Consumed = Amount(random),
            Available = allocation.IsPositive && random.Next(3) > 0 ? Amount(random) : default,
            Held = held,
            HeldBySeat = random.Next(2) == 0 ? held : Less(random, held),
            HeldUntilMs = held.IsPositive ? Now + random.Next(1, 100_000) : null,
            OverageOn = random.Next(2) == 0,
            OverageRemaining = random.Pick(default, Amount(random), new Nanodollars(long.MaxValue)),
            Entered = [.. Enumerable.Range(0, random.Next(4)).Select(_ => AStage(random))],
            Exhausted = random.Next(3) == 0 ? null : AStage(random, Stage.WhenExhausted()),
            ResetMs = Now + random.Next(0, 1_000_000),
        };
    }

    private static RunbookStage AStage(Random random, Stage? stage = null)
    {
        var gate = random.Pick(GateAnswer.Allow, GateAnswer.Warn, GateAnswer.Fallback, GateAnswer.Throttle, GateAnswer.Deny);
        return new RunbookStage
        {
            Stage = stage ?? random.Pick(Stage.AtPercent(random.Next(1, 101)), Stage.WhenProjected(random.Next(6, 100)), Stage.WhenExhausted()),
            Gate = gate,
            FallbackModel = gate is GateAnswer.Fallback ? "model-" + random.Next(3) : null,
            ThrottleSeconds = gate is GateAnswer.Throttle ? random.Next(1, 120) : null,
        };
    }

    /// <summary>Small enough that amounts meet, and sometimes equal.</summary>
    private static Nanodollars Amount(Random random) => new(random.Next(0, 12));

    private static Nanodollars Less(Random random, Nanodollars amount) => new(amount.Value == 0 ? 0 : random.NextInt64(0, amount.Value));
}
