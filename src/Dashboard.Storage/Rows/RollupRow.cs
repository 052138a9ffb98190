namespace Dashboard.Storage.Rows;

/// <summary>What every roll-up adds up.</summary>
public abstract class RollupRow
{
    public long Events { get; init; }

    /// <summary>Of them, those without an amount.</summary>
    public long UnpricedEvents { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CacheWrite5mTokens { get; init; }

    public long CacheWrite1hTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long WebSearches { get; init; }

    /// <summary>Nanodollars at contract; list price in <see cref="RollupSessionRow"/>.</summary>
    public long CostNano { get; init; }
}
