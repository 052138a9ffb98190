using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>A seat's contribution to a grant of the shared account: attribution and internal budget, not a right. Source: law, section 3.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Amount">Its share; all shares sum to the grant.</param>
public readonly record struct SeatShare(int SeatId, Nanodollars Amount);
