namespace Dashboard.Storage.Reads;

/// <summary>Cycles of seats that start and end together.</summary>
/// <param name="Start">First local day.</param>
/// <param name="End">First local day after it.</param>
/// <param name="Seats">How many seats have it.</param>
public sealed record LedgerCycle(DateOnly Start, DateOnly End, long Seats);
