namespace Dashboard.Benchmarks.Corpus;

/// <summary>What a generated corpus holds: kept while it is written, with prices of its own, without any code of the product.</summary>
public sealed class CorpusTruth
{
    public long Bytes { get; set; }

    public long Lines { get; set; }

    public long UsageLines { get; set; }

    public long Requests { get; set; }

    public long Input { get; set; }

    public long Output { get; set; }

    public long CacheWrite5m { get; set; }

    public long CacheWrite1h { get; set; }

    public long CacheRead { get; set; }

    /// <summary>Nanodollars.</summary>
    public long Nano { get; set; }
}
