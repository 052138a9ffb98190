namespace Dashboard.Storage.Decisions;

/// <summary>The seat does not end after all.</summary>
/// <param name="SeatId">The seat.</param>
public sealed record SeatEndTakenBack(int SeatId) : SeatDecision(SeatId);
