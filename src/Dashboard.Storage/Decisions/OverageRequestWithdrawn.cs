namespace Dashboard.Storage.Decisions;

/// <summary>Who asked asks no longer.</summary>
/// <param name="SeatId">The seat of the request.</param>
/// <param name="RequestId">The request.</param>
public sealed record OverageRequestWithdrawn(int SeatId, long RequestId) : SeatDecision(SeatId);
