using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>A person withdraws granted credit at the decision's instant. Seat 0: the shared account.</summary>
public sealed record GrantVoided(int SeatId, Nanodollars Amount, string? ApprovedBy = null) : SeatDecision(SeatId);
