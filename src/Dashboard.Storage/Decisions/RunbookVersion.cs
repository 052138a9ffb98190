using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Decisions;

/// <summary>One version of a runbook.</summary>
/// <param name="Sequence">Sequence of the decision.</param>
/// <param name="AtMs">From which instant it holds, Unix milliseconds UTC.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rules">The stages; null: from then on there is none at this scope.</param>
public sealed record RunbookVersion(long Sequence, long AtMs, string By, string Reason, RunbookRules? Rules);
