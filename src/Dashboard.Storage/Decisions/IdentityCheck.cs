using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>What is wrong with a decision about identities; null when nothing is.</summary>
internal static class IdentityCheck
{
    private const int MostRules = 500;
    private const int MostConditions = 9;
    private const int MostAssigned = 100_000;

    public static (DecisionProblem Problem, string Message)? Of(Organisation organisation, IdentityDecision body, long atMs) => body switch
    {
        IdentityAssigned o => OfAssigned(organisation, o, atMs),
        IdentityRulesSet o => OfRules(organisation, o, atMs),
        _ => null,
    };

    private static (DecisionProblem, string)? OfAssigned(Organisation organisation, IdentityAssigned o, long atMs) =>
        !Enum.IsDefined(o.Kind) ? (DecisionProblem.BadText, "There is no such kind of identity.")
        : Text(o.Value) is { } wrong ? (DecisionProblem.BadText, wrong)
        : o.Kind is IdentityKind.Attribute && o.Value.IndexOf('=', StringComparison.Ordinal) is < 1 ? (DecisionProblem.BadText, "An attribute is written name=value.")
        : o.SeatId is { } seat && !organisation.Seats.ContainsKey(seat) ? (DecisionProblem.UnknownSeat, "There is no such seat.")
        : o.Kind is IdentityKind.Email && organisation.SeatIds.ContainsKey(o.Value) ? (DecisionProblem.EmailTaken, "This is the e-mail of a seat: its usage is that seat's.")
        : organisation.Identities.AssignedTo(o.Identity, atMs) == o.SeatId
            ? (DecisionProblem.AlreadyDecided, o.SeatId is null ? "Nobody has this identity at that date." : "The seat has this identity at that date already.")
        : organisation.Identities.Assigned.Count >= MostAssigned && !organisation.Identities.Assigned.ContainsKey(o.Identity)
            ? (DecisionProblem.TooMany, $"At most {MostAssigned} identities are assigned one by one. A rule with a pattern covers many.")
        : null;

    private static (DecisionProblem, string)? OfRules(Organisation organisation, IdentityRulesSet o, long atMs) =>
        o.Rules.IsDefault || o.Rules.Length > MostRules ? (DecisionProblem.BadRules, $"At most {MostRules} rules.")
        : o.Rules.Any(r => r.Conditions.IsDefaultOrEmpty || r.Conditions.Length > MostConditions) ? (DecisionProblem.BadRules, $"A rule has 1 to {MostConditions} conditions.")
        : o.Rules.SelectMany(r => r.Conditions).Any(c => !Enum.IsDefined(c.Kind)) ? (DecisionProblem.BadRules, "There is no such kind of identity.")
        : o.Rules.SelectMany(r => r.Conditions).Select(c => Text(c.Pattern)).FirstOrDefault(t => t is not null) is { } wrong ? (DecisionProblem.BadRules, wrong)
        : o.Rules.Any(r => !organisation.Seats.ContainsKey(r.SeatId)) ? (DecisionProblem.UnknownSeat, "There is no such seat.")
        : organisation.Identities.Rules.At(atMs).SequenceEqual(o.Rules) ? (DecisionProblem.AlreadyDecided, "These are the rules at that date already.")
        : null;

    private static string? Text(string text) =>
        string.IsNullOrWhiteSpace(text) ? "An identity is not empty."
        : text.Length > Identity.MostText || text.Any(char.IsControl) ? $"An identity has at most {Identity.MostText} characters and no control characters."
        : null;
}
