using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>Running totals of one model in one result.</summary>
/// <param name="Model">As stated, or <c>(not stated)</c>.</param>
/// <param name="Tokens">Cache writes are not split in results and count as five-minute writes.</param>
/// <param name="WebSearches">A count.</param>
/// <param name="Cost">Null when not stated, or when its basis is unknown: then the usage is unpriced.</param>
public sealed record ModelTotal(string Model, TokenCounts Tokens, int WebSearches, Nanodollars? Cost);
