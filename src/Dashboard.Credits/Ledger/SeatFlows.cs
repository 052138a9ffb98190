using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>What one seat's usage did in the shared account in a cycle (seat 0: usage without a seat).</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Consumed">Drawn.</param>
/// <param name="Overage">Payable overage.</param>
/// <param name="Uncovered">Uncovered.</param>
public readonly record struct SeatFlows(int SeatId, Nanodollars Consumed, Nanodollars Overage, Nanodollars Uncovered);
