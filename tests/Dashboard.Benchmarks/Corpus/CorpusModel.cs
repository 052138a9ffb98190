namespace Dashboard.Benchmarks.Corpus;

/// <summary>A model of the corpus with its prices in nanodollars per token.</summary>
internal sealed record CorpusModel(string Id, long Input, long Output, long Write5m, long Write1h, long Read)
{
    public static readonly CorpusModel[] All =
    [
        new("claude-opus-4-6", 5_000, 25_000, 6_250, 10_000, 500),
        new("claude-sonnet-4-5-20250929", 3_000, 15_000, 3_750, 6_000, 300),
        new("claude-haiku-4-5-20251001", 1_000, 5_000, 1_250, 2_000, 100),
        new("claude-sonnet-4-6", 3_000, 15_000, 3_750, 6_000, 300),
    ];
}
