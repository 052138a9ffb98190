namespace Dashboard.Storage.Rows;

/// <summary>How far a series of a client's counters was read; gone some time after its last point.</summary>
public sealed class MetricSeriesRow
{
    public long Id { get; init; }

    public long StartNano { get; init; }

    public long TimeNano { get; init; }

    public long Amount { get; init; }
}
