namespace Dashboard.Storage.Reads;

/// <summary>Which cycles of which seats.</summary>
public sealed record LedgerQuery
{
    /// <summary>Cycles that start on this day; null: any.</summary>
    public DateOnly? CycleStart { get; init; }

    /// <summary>Cycles that start in this calendar month (any day of it); null: every cycle.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>One seat; null: all.</summary>
    public int? SeatId { get; init; }

    /// <summary>Rows before the page.</summary>
    public int Offset { get; init; }

    /// <summary>Rows of the page, at most 10,000.</summary>
    public int Limit { get; init; } = 200;
}
