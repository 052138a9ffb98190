using Dashboard.Credits.Money;

namespace Dashboard.Storage.Gate;

/// <summary>What one reservation holds now.</summary>
/// <param name="SeatId">For which seat.</param>
/// <param name="Amount">What it holds: its amount without what arrived usage has taken already.</param>
/// <param name="UntilMs">It ends by itself, excluded.</param>
internal readonly record struct GateHold(int SeatId, Nanodollars Amount, long UntilMs);
