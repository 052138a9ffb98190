using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>Somebody asks for overage. The sequence of this decision is the request's number; a seat has one open request at most.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Cap">The most overage in one cycle; null: no cap.</param>
/// <param name="UntilMs">End, excluded; null: open.</param>
public sealed record OverageRequested(int SeatId, Nanodollars? Cap, long? UntilMs) : SeatDecision(SeatId);
