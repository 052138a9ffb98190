using Dashboard.Credits.Money;

namespace Dashboard.Credits.Rating;

/// <summary>Prices in nanodollars per token (0.01 USD per million tokens = 10). Source: law, section 1.</summary>
/// <param name="Input">Uncached input.</param>
/// <param name="Output">Output.</param>
/// <param name="CacheWrite5m">Five-minute cache write.</param>
/// <param name="CacheWrite1h">One-hour cache write.</param>
/// <param name="CacheRead">Cache read.</param>
public readonly record struct TokenPrices(long Input, long Output, long CacheWrite5m, long CacheWrite1h, long CacheRead)
{
    /// <summary>The dearest price a row may carry: 1,000 USD per million tokens.</summary>
    public const long MaxPerToken = 1_000_000;

    private const long TokensPerPrice = 1_000_000;

    /// <summary>True when every price is within 0 to <see cref="MaxPerToken"/>.</summary>
    public bool IsWithinLimits =>
        IsWithin(Input) && IsWithin(Output) && IsWithin(CacheWrite5m) && IsWithin(CacheWrite1h) && IsWithin(CacheRead);

    /// <summary>Prices from USD per million tokens, as price lists print them (<c>"0.125"</c>).</summary>
    /// <exception cref="FormatException">Not a price, or finer than a nanodollar per token.</exception>
    public static TokenPrices PerMillion(string input, string output, string cacheWrite5m, string cacheWrite1h, string cacheRead) =>
        new(PerToken(input), PerToken(output), PerToken(cacheWrite5m), PerToken(cacheWrite1h), PerToken(cacheRead));

    /// <summary>
    /// One price per token from USD per million tokens. False when it is not a number, negative, above the limit, or finer
    /// than a nanodollar per token.
    /// </summary>
    public static bool TryPerToken(ReadOnlySpan<char> usdPerMillion, out long nanodollarsPerToken)
    {
        nanodollarsPerToken = 0;
        if (!Usd.TryParse(usdPerMillion, out var price) || price.Value < 0 || price.Value % TokensPerPrice != 0)
        {
            return false;
        }

        nanodollarsPerToken = price.Value / TokensPerPrice;
        return nanodollarsPerToken <= MaxPerToken;
    }

    private static long PerToken(string usdPerMillion) =>
        TryPerToken(usdPerMillion, out var price) ? price : throw new FormatException($"'{usdPerMillion}' is not a price in USD per million tokens.");

    private static bool IsWithin(long price) => price is >= 0 and <= MaxPerToken;
}
