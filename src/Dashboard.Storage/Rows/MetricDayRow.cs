namespace Dashboard.Storage.Rows;

/// <summary>What the counters of clients add up to: a check beside the usage of the day, and never a part of it.</summary>
public sealed class MetricDayRow
{
    /// <summary>The organisation's day, days since 1970-01-01.</summary>
    public int Day { get; init; }

    public int SourceId { get; init; }

    /// <summary>In lower case; empty when nobody states one.</summary>
    public required string SeatEmail { get; init; }

    /// <summary>Normalised.</summary>
    public required string Model { get; init; }

    /// <summary>Nanodollars at list price.</summary>
    public long CostNano { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long CacheWriteTokens { get; init; }
}
