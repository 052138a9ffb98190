using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;

namespace Dashboard.Storage.Decisions;

/// <summary>
/// What is wrong with a decision about overage, given all before it: limits, requests, and what somebody else decided meanwhile. One
/// for a call, because the sum of open caps is read once and then follows the decisions of the call.
/// </summary>
internal sealed class OverageCheck
{
    private OpenCaps? _caps;

    /// <summary>The sums follow what was decided; another team, day or seat changes more than one seat's cap.</summary>
    public void Applied(Organisation after, Decision decision)
    {
        if (_caps is null)
        {
            return;
        }

        _caps = decision.Body switch
        {
            OverageDecided { SeatId: 0 } => _caps.With(0, null, after.Rules.PoolOverage.LoosestFrom(decision.BookedAtMs)),
            OverageDecided o when IsActive(after, o.SeatId, decision.BookedAtMs) =>
                _caps.With(o.SeatId, after.Seats[o.SeatId].Team.At(decision.BookedAtMs), after.Seats[o.SeatId].Overage.LoosestFrom(decision.BookedAtMs)),
            OverageDecided => _caps,
            _ => null,
        };
    }

    /// <summary>Why the decision is refused; null when it is not.</summary>
    public (DecisionProblem, string)? Of(Organisation organisation, Decision decision) => decision.Body switch
    {
        OverageDecided o => Terms(decision) ?? Meanwhile(organisation, o) ?? SecondPerson(organisation, decision, o) ?? Ceilings(organisation, decision, o),
        OverageRequested o => Request(organisation, decision, o),
        OverageRequestAnswered o => Answer(organisation, decision, o),
        OverageRequestWithdrawn o => OpenRequest(organisation, o.SeatId, o.RequestId)
            ?? (IsBy(organisation.OverageRequests[o.RequestId].AskedBy, decision) ? null : (DecisionProblem.SecondPersonNeeded, "Only who asked can withdraw the request.")),
        VendorStateDeclared when decision.EffectiveAtMs > decision.BookedAtMs => (DecisionProblem.BadInstant, "How the vendor's switch stands can be said about now and before, not about later."),
        OverageCeilingSet o => Limit(o.Amount, organisation.OverageLimits is var l && o.Team is null ? l.Ceiling : l.CeilingOf(o.Team), decision),
        OverageApprovalLimitSet o => Limit(o.Amount, organisation.OverageLimits.OnePersonUpTo, decision),
        _ => null,
    };

    private static (DecisionProblem, string)? Terms(Decision decision)
    {
        var overage = OrganisationFold.Overage(decision);
        return string.IsNullOrWhiteSpace(decision.Reason) ? (DecisionProblem.ReasonMissing, "A reason is needed.")
            : overage.Problem is not { } problem ? (overage.Cap is { } cap ? Cap(cap, least: 0) : null)
            : (overage.FromMs < overage.DecidedAtMs ? DecisionProblem.DatedBack
                : overage.UntilMs <= overage.FromMs ? DecisionProblem.BadInstant : DecisionProblem.BadAmount, problem);
    }

    private static (DecisionProblem, string)? Meanwhile(Organisation organisation, OverageDecided o)
    {
        var history = o.SeatId == 0 ? organisation.Rules.PoolOverage : organisation.Seats[o.SeatId].Overage;
        if (o.Seen is not { } seen || seen == history.Newest)
        {
            return null;
        }

        var newest = history.Decisions.First(d => d.Sequence == history.Newest);
        return (DecisionProblem.ChangedMeanwhile, $"{newest.By} turned overage {(newest.On ? "on" : "off")} meanwhile{(newest.On ? newest.Cap is { } cap ? $", cap {Usd.Format(cap)} USD" : ", no cap" : "")}. Nothing was changed: look again.");
    }

    private static (DecisionProblem, string)? SecondPerson(Organisation organisation, Decision decision, OverageDecided o)
    {
        if (o.RequestId is not { } id)
        {
            return o.On && organisation.OverageLimits.NeedsSecondPerson(o.Cap)
                ? (DecisionProblem.SecondPersonNeeded, $"Above a cap of {Usd.Format(organisation.OverageLimits.OnePersonUpTo!.Value)} USD a second person is needed: ask for approval.")
                : null;
        }

        return organisation.OverageRequests.TryGetValue(id, out var request) && request.SeatId == o.SeatId
            && request is { State: OverageRequestState.Approved, Decision: null } && IsBy(request.AnsweredBy!, decision)
            && o.On && o.Cap == request.Cap && o.UntilMs == request.UntilMs
            ? null
            : (DecisionProblem.UnknownRequest, "This is not what was asked for and approved.");
    }

    private (DecisionProblem, string)? Ceilings(Organisation organisation, Decision decision, OverageDecided o)
    {
        var limits = organisation.OverageLimits;
        if (!o.On || o.Cap is null || !limits.HasCeiling || (o.SeatId != 0 && !IsActive(organisation, o.SeatId, decision.BookedAtMs)))
        {
            return null;
        }

        return Ceilings(organisation, _caps ??= organisation.OpenCapsAt(decision.BookedAtMs), OrganisationFold.Overage(decision), decision.BookedAtMs);
    }

    /// <summary>Why a request cannot be approved at an instant: the ceiling that it would break; null when it breaks none.</summary>
    public static string? AboveCeiling(Organisation organisation, OverageRequest request, long nowMs)
    {
        if (request.Cap is null || !organisation.OverageLimits.HasCeiling || (request.SeatId != 0 && !IsActive(organisation, request.SeatId, nowMs)))
        {
            return null;
        }

        var wanted = new OverageDecision
        {
            Sequence = long.MaxValue, SeatId = request.SeatId, On = true, Cap = request.Cap, FromMs = nowMs, UntilMs = request.UntilMs, DecidedAtMs = nowMs, By = request.AskedBy, Reason = request.Reason,
        };
        return Ceilings(organisation, organisation.OpenCapsAt(nowMs), wanted, nowMs)?.Item2;
    }

    private static (DecisionProblem, string)? Ceilings(Organisation organisation, OpenCaps before, OverageDecision wanted, long now)
    {
        var limits = organisation.OverageLimits;
        var history = wanted.SeatId == 0 ? organisation.Rules.PoolOverage : organisation.Seats[wanted.SeatId].Overage;
        var team = wanted.SeatId == 0 ? null : organisation.Seats[wanted.SeatId].Team.At(now);
        var after = before.With(wanted.SeatId, team, new OverageHistory([.. history.Decisions, wanted]).LoosestFrom(now));
        return Above(limits.CeilingOf(team), before.OfTeam(team), after.OfTeam(team), $"team {team}")
            ?? Above(limits.Ceiling, before.Organisation, after.Organisation, "the organisation");
    }

    private static (DecisionProblem, string)? Above(Nanodollars? ceiling, OpenCapSum before, OpenCapSum after, string whose) =>
        ceiling is { } limit && after.IsAbove(limit) && after.Nanos > before.Nanos
            ? (DecisionProblem.AboveCeiling, $"The open caps of {whose} would sum up to {Usd.Format(after.Caps)} USD; the ceiling is {Usd.Format(limit)}, and {Usd.Format(before.LeftOf(limit))} is left.")
            : null;

    private static (DecisionProblem, string)? Request(Organisation organisation, Decision decision, OverageRequested o) =>
        string.IsNullOrWhiteSpace(decision.Reason) ? (DecisionProblem.ReasonMissing, "A reason is needed.")
        : o.UntilMs <= decision.BookedAtMs ? (DecisionProblem.BadInstant, "The end must lie ahead.")
        : o.Cap is { } cap && Cap(cap, least: 1) is { } bad ? bad
        : organisation.OpenRequestOf(o.SeatId) is { } open ? (DecisionProblem.AlreadyDecided, $"{open.AskedBy} asked for this seat already; the request is open.")
        : null;

    private static (DecisionProblem, string)? Answer(Organisation organisation, Decision decision, OverageRequestAnswered o) =>
        OpenRequest(organisation, o.SeatId, o.RequestId)
        ?? (IsBy(organisation.OverageRequests[o.RequestId].AskedBy, decision) ? (DecisionProblem.SecondPersonNeeded, "Who asked cannot answer: another person is needed.")
            : !o.Approved && string.IsNullOrWhiteSpace(decision.Reason) ? (DecisionProblem.ReasonMissing, "Say why it is refused.")
            : null);

    private static (DecisionProblem, string)? OpenRequest(Organisation organisation, int seatId, long id) =>
        !organisation.OverageRequests.TryGetValue(id, out var request) || request.SeatId != seatId ? (DecisionProblem.UnknownRequest, "There is no such request.")
        : request.State is OverageRequestState.Open ? null
        : (DecisionProblem.ChangedMeanwhile, $"{request.AnsweredBy} has {(request.State switch { OverageRequestState.Approved => "approved", OverageRequestState.Refused => "refused", _ => "withdrawn" })} this request already.");

    private static (DecisionProblem, string)? Limit(Nanodollars? amount, Nanodollars? now, Decision decision) =>
        decision.EffectiveAtMs > decision.BookedAtMs ? (DecisionProblem.BadInstant, "A limit holds from the moment it is decided.")
        : amount is { Value: < 0 or > 1_000_000_000_000_000_000 } ? (DecisionProblem.BadAmount, "The amount must be between zero and 1,000,000,000 USD.")
        : amount == now ? (DecisionProblem.AlreadyDecided, "This is the limit already.")
        : null;

    private static (DecisionProblem, string)? Cap(Nanodollars cap, long least) =>
        cap.Value >= least && cap.Value <= Nanodollars.MaxPerEvent ? null : (DecisionProblem.BadAmount, "The cap must be above zero and at most 1,000,000 USD.");

    private static bool IsBy(string person, Decision decision) => string.Equals(person, decision.Actor, StringComparison.OrdinalIgnoreCase);

    private static bool IsActive(Organisation organisation, int seatId, long atMs) => organisation.Seats[seatId].IsActiveOn(organisation.DayOf(atMs));
}
