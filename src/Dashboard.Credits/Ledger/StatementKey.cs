namespace Dashboard.Credits.Ledger;

/// <summary>Which statement a posting is booked in.</summary>
/// <param name="Kind">Cycle or calendar month.</param>
/// <param name="StartDay">Local day on which the cycle or month starts.</param>
public readonly record struct StatementKey(StatementKind Kind, DateOnly StartDay)
{
    /// <summary>The statement of a cycle that starts on this day.</summary>
    public static StatementKey OfCycle(DateOnly startDay) => new(StatementKind.Cycle, startDay);
}
