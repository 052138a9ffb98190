using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>What the runbook would have told the gate about an account, other than to allow, from when to when.</summary>
/// <param name="SeatId">The seat; 0: the shared account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Stage">The stage that says so.</param>
/// <param name="FromMs">Begin, Unix milliseconds UTC.</param>
/// <param name="ToMs">End, excluded: of the cycle, or of what is known.</param>
public sealed record GateSpan(int SeatId, string Name, RunbookStage Stage, long FromMs, long ToMs);
