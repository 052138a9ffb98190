using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Overage;

/// <summary>What became of a click.</summary>
/// <param name="Done">What was done, in one sentence; null when it was refused.</param>
/// <param name="Refusals">Why not; empty when it was done.</param>
/// <param name="Undo">What takes it back from now on; empty: nothing does.</param>
public sealed record OverageOutcome(string? Done, IReadOnlyList<string> Refusals, IReadOnlyList<NewDecision> Undo);
