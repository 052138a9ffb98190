using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>
/// What the vendor's console showed as left at the decision's instant: a reading beside the ledger, never a posting. Seat 0: the shared
/// account. Who read it is the decision's actor, the note is its reason.
/// </summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Balance">Left, as the console showed it.</param>
public sealed record BalanceRead(int SeatId, Nanodollars Balance) : SeatDecision(SeatId);
