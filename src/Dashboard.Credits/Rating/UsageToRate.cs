using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Rating;

/// <summary>What of an event decides its cost, beside the model.</summary>
/// <param name="AtMs">When it happened; null when nobody knows.</param>
/// <param name="Tokens">Tokens by kind.</param>
/// <param name="WebSearches">A count.</param>
/// <param name="Speed">As stated.</param>
/// <param name="Geo">As stated.</param>
/// <param name="Batch">A request of the Batches API.</param>
/// <param name="IsAggregate">Tokens of many requests together.</param>
/// <param name="AuthoritativeCost">The source's own cost at list price.</param>
public readonly record struct UsageToRate(
    long? AtMs,
    TokenCounts Tokens,
    int WebSearches,
    string? Speed,
    string? Geo,
    bool Batch,
    bool IsAggregate,
    Nanodollars? AuthoritativeCost)
{
    /// <summary>That of a record.</summary>
    public static UsageToRate Of(UsageRecord record) => new(
        record.AtMs,
        record.Tokens,
        record.WebSearches,
        record.Speed,
        record.Geo,
        record.Batch,
        record.Source == UsageSource.Result,
        record.AuthoritativeCost);
}
