using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Other patterns for what the vendor's refusals mean. They hold for refusals that arrive from then on.</summary>
/// <param name="Patterns">All patterns, in order.</param>
public sealed record SignalPatternsSet(SignalPatterns Patterns) : OrganisationDecision;
