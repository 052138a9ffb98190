namespace Dashboard.Credits.Usage;

/// <summary>Model tokens of one request by kind. Each count is 0 to 10^9.</summary>
/// <param name="Input">Uncached input tokens.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="CacheWrite5m">Tokens written to the five-minute cache; writes whose lifetime is not stated count here.</param>
/// <param name="CacheWrite1h">Tokens written to the one-hour cache.</param>
/// <param name="CacheRead">Tokens read from a cache.</param>
public readonly record struct TokenCounts(long Input, long Output, long CacheWrite5m, long CacheWrite1h, long CacheRead)
{
    /// <summary>The largest count one kind of one event may carry.</summary>
    public const long MaxPerKind = 1_000_000_000;

    /// <summary>Tokens of both cache lifetimes.</summary>
    public long CacheWrite => CacheWrite5m + CacheWrite1h;

    /// <summary>Prompt size, the key of price tiers: input + cache writes + cache reads.</summary>
    public long Prompt => Input + CacheWrite + CacheRead;

    /// <summary>All kinds together.</summary>
    public long Sum => Prompt + Output;

    /// <summary>True when every count is within 0 to <see cref="MaxPerKind"/>.</summary>
    public bool IsWithinLimits =>
        IsWithin(Input) && IsWithin(Output) && IsWithin(CacheWrite5m) && IsWithin(CacheWrite1h) && IsWithin(CacheRead);

    /// <summary>The sum kind by kind.</summary>
    public static TokenCounts operator +(TokenCounts a, TokenCounts b) =>
        new(a.Input + b.Input, a.Output + b.Output, a.CacheWrite5m + b.CacheWrite5m, a.CacheWrite1h + b.CacheWrite1h, a.CacheRead + b.CacheRead);

    /// <summary>The difference kind by kind; may be negative.</summary>
    public static TokenCounts operator -(TokenCounts a, TokenCounts b) =>
        new(a.Input - b.Input, a.Output - b.Output, a.CacheWrite5m - b.CacheWrite5m, a.CacheWrite1h - b.CacheWrite1h, a.CacheRead - b.CacheRead);

    private static bool IsWithin(long count) => count is >= 0 and <= MaxPerKind;
}
