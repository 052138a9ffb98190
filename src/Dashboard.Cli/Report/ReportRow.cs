using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Cli.Report;

/// <summary>Sums over some events.</summary>
/// <param name="Key">What they have in common.</param>
internal sealed record ReportRow(string Key)
{
    /// <summary>Requests, priced or not. What only completes known requests is none of its own.</summary>
    public long Events { get; private set; }

    /// <summary>Requests without a price; their tokens are counted, their money is not.</summary>
    public long Unpriced { get; private set; }

    /// <summary>Tokens by kind.</summary>
    public TokenCounts Tokens { get; private set; }

    /// <summary>Web searches.</summary>
    public long WebSearches { get; private set; }

    /// <summary>Cost of what is priced.</summary>
    public Nanodollars Cost { get; private set; }

    /// <summary>Adds one event.</summary>
    public void Add(in TokenCounts tokens, int webSearches, Nanodollars? cost, bool isRequest)
    {
        Events += isRequest ? 1 : 0;
        Unpriced += isRequest && cost is null ? 1 : 0;
        Tokens += tokens;
        WebSearches += webSearches;
        Cost += cost ?? Nanodollars.Zero;
    }
}
