using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Rating;

/// <summary>
/// The vendor's client charges a model it does not know at the rate of one it knows. Its results say so (<c>costBasis</c> is
/// <c>unknown</c>), its telemetry does not. So a cost of an unknown model that is exactly what a known model would cost is taken for such
/// a guess and prices nothing; any other is a price that the client has and we do not. Source: law, section 4, Rating; facts, section 6.
/// </summary>
public static class GuessedCost
{
    /// <summary>Half a micro-dollar, in nanodollars: telemetry may carry the rounded amount alone.</summary>
    private const long Rounding = 500;

    /// <summary>Whether the cost is likely such a guess. Never for a model of the book.</summary>
    /// <param name="record">The event.</param>
    /// <param name="cost">What the client says it cost.</param>
    /// <param name="isSplit">Whether the lifetimes of cache writes are stated; else any of both may be meant.</param>
    /// <param name="book">The models that are known.</param>
    public static bool IsLikely(UsageRecord record, Nanodollars cost, bool isSplit, PriceBook book)
    {
        if (book.For(record.Model).Rows.Length > 0)
        {
            return false;
        }

        // Nothing for something is no price either.
        return cost.Value == 0
            || book.Rows.Select(r => r.PricesFor(record.Tokens.Prompt, longContext: false)).Distinct().Any(prices => IsOf(prices, record.Tokens, cost.Value, isSplit));
    }

    private static bool IsOf(TokenPrices price, TokenCounts tokens, long cost, bool isSplit)
    {
        var rest = (tokens.Input * price.Input) + (tokens.Output * price.Output) + (tokens.CacheRead * price.CacheRead);
        var writes = (tokens.CacheWrite5m * price.CacheWrite5m) + (tokens.CacheWrite1h * price.CacheWrite1h);
        var (least, most) = isSplit ? (writes, writes) : (tokens.CacheWrite * price.CacheWrite5m, tokens.CacheWrite * price.CacheWrite1h);
        return cost >= rest + least - Rounding && cost <= rest + most + Rounding;
    }
}
