namespace Dashboard.Storage.Decisions;

/// <summary>The seat ends.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="ActiveUntil">First local day on which it is not active.</param>
public sealed record SeatEnded(int SeatId, DateOnly ActiveUntil) : SeatDecision(SeatId);
