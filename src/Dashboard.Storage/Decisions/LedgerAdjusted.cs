using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>A person's adjustment at the decision's instant. Seat 0: the shared account.</summary>
/// <param name="SeatId">The seat whose account it is.</param>
/// <param name="Move">Between which accounts.</param>
/// <param name="Reversed">True to move backwards.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="ApprovedBy">The second person, needed above <see cref="Organisation.SecondPersonAbove"/>.</param>
public sealed record LedgerAdjusted(int SeatId, LedgerMove Move, bool Reversed, Nanodollars Amount, string? ApprovedBy = null) : SeatDecision(SeatId);
