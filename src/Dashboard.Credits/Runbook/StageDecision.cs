namespace Dashboard.Credits.Runbook;

/// <summary>
/// One decision. Account, cycle, <paramref name="StageId"/> and <paramref name="Crossing"/> are its unique key: 1 for the first
/// entry, 2 for the recovery, 3 for the next entry.
/// </summary>
public sealed record StageDecision(string StageId, int Crossing, StageMove Move);
