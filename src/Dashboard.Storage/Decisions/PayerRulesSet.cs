using Dashboard.Credits.Programmes;

namespace Dashboard.Storage.Decisions;

/// <summary>Who pays for which runs: it decides what a programme covers. Each rule has its own dates.</summary>
/// <param name="Rules">All rules, in order.</param>
public sealed record PayerRulesSet(PayerRules Rules) : OrganisationDecision;
