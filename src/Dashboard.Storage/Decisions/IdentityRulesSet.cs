using System.Collections.Immutable;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Other rules for whose usage it is, from the decision's instant on.</summary>
/// <param name="Rules">All rules, in order; the first that matches decides.</param>
public sealed record IdentityRulesSet(ImmutableArray<IdentityRule> Rules) : IdentityDecision;
