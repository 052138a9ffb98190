using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>All known requests of one session and model together: what results are compared with.</summary>
/// <param name="Model">The normalised model id.</param>
/// <param name="Count">How many events.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="WebSearches">Their web searches.</param>
/// <param name="List">Their cost before the contract (<c>RatedUsage.List</c>); unpriced events add nothing.</param>
public sealed record KnownRequests(string Model, int Count, TokenCounts Tokens, int WebSearches, Nanodollars List);
