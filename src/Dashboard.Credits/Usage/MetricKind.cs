namespace Dashboard.Credits.Usage;

/// <summary>What a reading of a metric counts.</summary>
public enum MetricKind
{
    /// <summary>Money, in nanodollars at list price.</summary>
    Cost,

    /// <summary>Input tokens.</summary>
    Input,

    /// <summary>Output tokens.</summary>
    Output,

    /// <summary>Tokens read from a cache.</summary>
    CacheRead,

    /// <summary>Tokens written to a cache, of either lifetime.</summary>
    CacheWrite,
}
