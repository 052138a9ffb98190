namespace Dashboard.Cli.Seats;

/// <summary>A seat as it would be added, every gap filled.</summary>
/// <param name="Line">Its line in the list, from 1.</param>
/// <param name="Email">E-mail.</param>
/// <param name="Name">Name; may be empty.</param>
/// <param name="Team">Team; null for none.</param>
/// <param name="CostCentre">Cost centre; null for none.</param>
/// <param name="Plan">Plan id.</param>
/// <param name="Anchor">Anchor day.</param>
/// <param name="ClaimedAtMs">When its credit was claimed, Unix milliseconds UTC; null: not yet.</param>
/// <param name="ActiveFrom">First active local day.</param>
/// <param name="IsShared">Whether its plan draws from the shared account under the programme in force: the organisation claims that, not the seat.</param>
public sealed record NewSeat(
    int Line, string Email, string Name, string? Team, string? CostCentre, string Plan, int Anchor, long? ClaimedAtMs, DateOnly ActiveFrom, bool IsShared = false);
