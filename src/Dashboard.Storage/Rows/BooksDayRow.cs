namespace Dashboard.Storage.Rows;

/// <summary>The sum of all accounts on one day. Derived.</summary>
public sealed class BooksDayRow
{
    public int Day { get; init; }

    public long Granted { get; init; }

    public long Consumed { get; init; }

    public long Overage { get; init; }

    public long Uncovered { get; init; }

    public long Expired { get; init; }

    public long Voided { get; init; }

    public long Covered { get; init; }

    public long Events { get; init; }
}
