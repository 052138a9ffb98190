namespace Dashboard.Credits.Rating;

/// <summary>Other prices for every token of a request with a large prompt. Source: law, section 4, Rating.</summary>
/// <param name="PromptOver">The tier applies when input + cache writes + cache reads are above this (100,000: from 100,001).</param>
/// <param name="Prices">The prices of the tier.</param>
/// <param name="LongContextOnly">True when it applies only to a model stated with the <c>[1m]</c> suffix.</param>
public sealed record PriceTier(long PromptOver, TokenPrices Prices, bool LongContextOnly = false);
