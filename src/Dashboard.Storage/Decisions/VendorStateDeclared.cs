namespace Dashboard.Storage.Decisions;

/// <summary>Somebody says how the vendor's own switch for overage stands since the decision's instant. The product cannot see or set it.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="On">On or off.</param>
public sealed record VendorStateDeclared(int SeatId, bool On) : SeatDecision(SeatId);
