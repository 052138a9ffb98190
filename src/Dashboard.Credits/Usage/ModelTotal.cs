using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>Running totals of one model in one result.</summary>
/// <param name="Model">As stated, or <c>(not stated)</c>.</param>
/// <param name="Tokens">Cache writes that the result does not split count as five-minute writes.</param>
/// <param name="WebSearches">A count.</param>
/// <param name="Cost">Null when not stated, or when its basis is unknown.</param>
/// <param name="CostOfUnknownBasis">A cost that the source itself calls unfounded (<c>costBasis</c> is <c>unknown</c>): it prices nothing, it only explains a part of the total.</param>
public sealed record ModelTotal(string Model, TokenCounts Tokens, int WebSearches, Nanodollars? Cost, Nanodollars? CostOfUnknownBasis = null);
