namespace Dashboard.Storage.Decisions;

/// <summary>Another name on pages.</summary>
public sealed record SeatRenamed(int SeatId, string Name) : SeatDecision(SeatId);
