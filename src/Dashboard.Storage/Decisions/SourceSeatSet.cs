namespace Dashboard.Storage.Decisions;

/// <summary>Whose usage a source brings, from the decision's instant on; seat 0 is unassigned.</summary>
public sealed record SourceSeatSet(int SourceId, int SeatId) : SourceDecision(SourceId);
