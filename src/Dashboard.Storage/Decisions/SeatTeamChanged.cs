namespace Dashboard.Storage.Decisions;

/// <summary>Another team from the decision's instant on; null for none.</summary>
public sealed record SeatTeamChanged(int SeatId, string? Team) : SeatDecision(SeatId);
