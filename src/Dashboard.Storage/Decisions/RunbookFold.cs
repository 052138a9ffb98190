using System.Collections.Immutable;

namespace Dashboard.Storage.Decisions;

/// <summary>Adds one decision to what was decided about runbooks, and says what is wrong with one. Pure.</summary>
internal static class RunbookFold
{
    private const int MostSilences = 1000;

    public static RunbookSettings Apply(RunbookSettings before, Decision decision)
    {
        switch (decision.Body)
        {
            case RunbookSet o:
                var version = new RunbookVersion(decision.Sequence, decision.EffectiveAtMs, decision.Actor, decision.Reason, o.Rules);
                return o switch
                {
                    { SeatId: { } seat } => before with { Seats = before.Seats.SetItem(seat, Add(before.Seats.GetValueOrDefault(seat), version)) },
                    { Team: { } team } => before with { Teams = before.Teams.SetItem(team, Add(before.Teams.GetValueOrDefault(team), version)) },
                    _ => before with { Organisation = before.Organisation.Add(version) },
                };
            case SilenceSet o:
                return before with { Silences = before.Silences.Add(decision.Sequence, new Silence(decision.Sequence, o, decision.EffectiveAtMs, o.UntilMs, decision.Actor, decision.Reason)) };
            case SilenceEnded o:
                return before with { Silences = before.Silences.SetItem(o.SilenceId, before.Silences[o.SilenceId] with { EndMs = decision.EffectiveAtMs }) };
            case DeadManSet o:
                return before with { DeadMan = o };
            case GateFailureSet o:
                return before with { GateFailsOpen = o.Open };
            default:
                return before;
        }
    }

    /// <summary>The same with a team under another name.</summary>
    public static RunbookSettings RenameTeam(RunbookSettings before, string name, string to) => before with
    {
        Teams = before.Teams.TryGetValue(name, out var versions) ? before.Teams.Remove(name).SetItem(to, versions) : before.Teams,
        Silences = before.Silences.SetItems(before.Silences.Where(s => s.Value.Of.Team == name).Select(s => KeyValuePair.Create(s.Key, s.Value with { Of = s.Value.Of with { Team = to } }))),
    };

    public static (DecisionProblem, string)? Problem(Organisation organisation, Decision decision) =>
        decision.EffectiveAtMs != decision.BookedAtMs ? (DecisionProblem.BadInstant, "A runbook holds from the moment it is decided.") : decision.Body switch
        {
            RunbookSet { Team: not null, SeatId: not null } => (DecisionProblem.BadRules, "A runbook is for the organisation, a team or a seat."),
            RunbookSet o => Scope(organisation, o.Team, o.SeatId)
                ?? (o.Rules?.Problem is { } problem ? If(true, DecisionProblem.BadRules, problem) : null)
                ?? If(o.Rules is null && !HasOwn(organisation.Runbooks, o), DecisionProblem.AlreadyDecided, "There is no runbook to take away."),
            SilenceSet { Team: not null, SeatId: not null } => (DecisionProblem.BadRules, "A silence is for all accounts, a team or a seat."),
            SilenceSet o => Scope(organisation, o.Team, o.SeatId)
                ?? If(string.IsNullOrWhiteSpace(decision.Reason), DecisionProblem.ReasonMissing, "A reason is needed.")
                ?? If(o.StageId?.Length > 40, DecisionProblem.BadText, "There is no such stage.")
                ?? If(
                    o.UntilMs <= decision.BookedAtMs || o.UntilMs > decision.BookedAtMs + (SilenceSet.MostDays * 86_400_000L),
                    DecisionProblem.BadInstant,
                    $"A silence ends ahead, within {SilenceSet.MostDays} days.")
                ?? If(organisation.Runbooks.Silences.Values.Count(s => s.EndMs > decision.BookedAtMs) >= MostSilences, DecisionProblem.TooMany, $"At most {MostSilences} silences at a time."),
            SilenceEnded o when !organisation.Runbooks.Silences.TryGetValue(o.SilenceId, out var silence) || silence.EndMs <= decision.BookedAtMs =>
                (DecisionProblem.AlreadyDecided, "There is no such silence, or it has ended."),
            DeadManSet { IngestHours: < 1 or > 744 } => (DecisionProblem.BadAmount, "Usage may stay away for 1 to 744 hours, or for ever."),
            DeadManSet { EvaluationMinutes: < 5 or > 1440 } => (DecisionProblem.BadAmount, "Evaluation may fail for 5 to 1,440 minutes."),
            _ => null,
        };

    /// <summary>What held at the scope of a decision until then, in the same form; null where nothing did.</summary>
    public static DecisionBody? Before(Organisation organisation, RunbookDecision body) => body switch
    {
        RunbookSet o => Versions(organisation.Runbooks, o) is { IsDefaultOrEmpty: false } versions ? o with { Rules = versions[^1].Rules } : null,
        SilenceEnded o => organisation.Runbooks.Silences.TryGetValue(o.SilenceId, out var silence) ? silence.Of : null,
        DeadManSet => organisation.Runbooks.DeadMan,
        GateFailureSet => new GateFailureSet(organisation.Runbooks.GateFailsOpen),
        _ => null,
    };

    private static (DecisionProblem, string)? If(bool isWrong, DecisionProblem problem, string message) => isWrong ? (problem, message) : null;

    private static ImmutableArray<RunbookVersion> Add(ImmutableArray<RunbookVersion> versions, RunbookVersion version) => versions.IsDefault ? [version] : versions.Add(version);

    private static ImmutableArray<RunbookVersion> Versions(RunbookSettings settings, RunbookSet o) => o switch
    {
        { SeatId: { } seat } => settings.Seats.GetValueOrDefault(seat),
        { Team: { } team } => settings.Teams.GetValueOrDefault(team),
        _ => settings.Organisation,
    };

    private static bool HasOwn(RunbookSettings settings, RunbookSet o) => Versions(settings, o) is { IsDefaultOrEmpty: false } versions && versions[^1].Rules is not null;

    private static (DecisionProblem, string)? Scope(Organisation organisation, string? team, int? seatId) =>
        team is not null && !organisation.Teams.Contains(team) ? (DecisionProblem.UnknownTeam, "There is no such team.")
        : seatId is { } seat && !organisation.Seats.ContainsKey(seat) ? (DecisionProblem.UnknownSeat, "There is no such seat.")
        : null;
}
