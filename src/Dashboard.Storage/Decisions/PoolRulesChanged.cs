using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Other rules for the pool of usage.</summary>
/// <param name="Rules">All rules, in order.</param>
public sealed record PoolRulesChanged(PoolRules Rules) : OrganisationDecision;
