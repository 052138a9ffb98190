namespace Dashboard.Cli.Seats;

/// <summary>Everything a list changes about one seat.</summary>
/// <param name="Line">Its line in the list, from 1; 0: it is missing there.</param>
/// <param name="SeatId">The seat; negative for one that is added.</param>
/// <param name="Email">E-mail.</param>
/// <param name="Name">Name as it will be.</param>
/// <param name="Changes">At least one.</param>
public sealed record SeatPlanRow(int Line, int SeatId, string Email, string Name, IReadOnlyList<SeatFieldChange> Changes)
{
    /// <summary>Whether the seat is new.</summary>
    public bool IsNew => SeatId < 0;
}
