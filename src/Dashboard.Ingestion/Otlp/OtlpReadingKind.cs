namespace Dashboard.Ingestion.Otlp;

/// <summary>What a point counts.</summary>
public enum OtlpReadingKind
{
    /// <summary>Money, in nanodollars.</summary>
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
