namespace Dashboard.Storage.Decisions;

/// <summary>A new seat.</summary>
/// <param name="SeatId">A negative number of the caller's choice, unique in the call; the stored decision has the real id.</param>
/// <param name="Email">E-mail, unique; stored in lower case.</param>
/// <param name="Name">Name on pages; may be empty.</param>
/// <param name="Plan">Plan id.</param>
/// <param name="Team">Team; null for none.</param>
/// <param name="CostCentre">Cost centre; null for none.</param>
/// <param name="Anchor">Anchor day, 1 to 31.</param>
/// <param name="ActiveFrom">First active local day.</param>
public sealed record SeatAdded(int SeatId, string Email, string Name, string Plan, string? Team, string? CostCentre, int Anchor, DateOnly ActiveFrom)
    : SeatDecision(SeatId);
