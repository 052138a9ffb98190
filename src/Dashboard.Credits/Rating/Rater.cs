using System.Runtime.CompilerServices;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Rating;

/// <summary>
/// Rates usage events. The five products are summed first, modifiers multiply all token kinds and never fees, and there is one
/// half-even rounding per event, only when a modifier or the contract leaves a fraction. Source: law, sections 1 and 4.
/// Methods with numbers of 128 bits cannot be compiled ahead of time, so they are compiled well at once.
/// </summary>
public static class Rater
{
    /// <summary>The cost of one event at its own instant.</summary>
    /// <param name="record">The merged event.</param>
    /// <param name="book">Prices.</param>
    /// <param name="contract">The organisation's contract: what is paid of the list price, rated and reported alike (9/10 for 10% off).</param>
    public static RatedUsage Rate(UsageRecord record, PriceBook book, Ratio contract = default) => Rate(record, book.For(record.Model), contract);

    /// <summary>The same with the model's rows already looked up.</summary>
    public static RatedUsage Rate(UsageRecord record, ModelPrices prices, Ratio contract = default) => Rate(UsageToRate.Of(record), prices, contract);

    /// <summary>The same for what of an event decides its cost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RatedUsage Rate(in UsageToRate record, ModelPrices prices, Ratio contract = default)
    {
        var row = prices.At(record.AtMs);
        Int128 list = 0;
        Int128 divisor = 1;
        var gap = row is null ? UnpricedReason.UnknownModel : TryRate(in record, row, prices.LongContext, out list, out divisor);
        var listAmount = gap == UnpricedReason.None ? Round(list, divisor) : null;
        var rated = contract.IsOne || listAmount is null ? listAmount : Round(list * contract.Numerator, divisor * contract.Denominator);
        if (gap == UnpricedReason.None && rated is null)
        {
            (gap, rated) = (UnpricedReason.AboveLimit, null);
        }

        var reported = record.AuthoritativeCost is { } cost ? Round((Int128)cost.Value * contract.Numerator, contract.Denominator) : null;
        return new RatedUsage(rated, reported, reported is null ? (rated is null ? null : listAmount) : record.AuthoritativeCost, row, gap);
    }

    /// <summary>The exact cost as a fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UnpricedReason TryRate(in UsageToRate record, PriceRow row, bool longContext, out Int128 amount, out Int128 divisor)
    {
        amount = 0;
        divisor = 1;
        var tokens = record.Tokens;
        if (!tokens.IsWithinLimits || record.WebSearches is < 0 or > (int)TokenCounts.MaxPerKind)
        {
            return UnpricedReason.TokensOutOfRange;
        }

        // The parts of an aggregate within the limit are within it too; above it nobody can tell.
        if (record.IsAggregate && row.IsTiered(tokens.Prompt, longContext))
        {
            return UnpricedReason.TierOfAggregate;
        }

        // 10^9 tokens at 10^6 nanodollars, five times, and 10^9 searches at 10^7: below 2 × 10^16, so a long holds the sum exactly.
        var price = row.PricesFor(tokens.Prompt, longContext);
        var sum = (tokens.Input * price.Input)
            + (tokens.Output * price.Output)
            + (tokens.CacheWrite5m * price.CacheWrite5m)
            + (tokens.CacheWrite1h * price.CacheWrite1h)
            + (tokens.CacheRead * price.CacheRead);
        var fees = record.WebSearches * PriceRow.WebSearchFee.Value;
        if (record is { Geo: not "us", Batch: false, Speed: null or "" or "standard" or "normal" })
        {
            amount = sum + fees;
            return UnpricedReason.None;
        }

        amount = sum;

        if (IsFast(record.Speed, out var known) && !Multiply(row.Fast, ref amount, ref divisor) || !known)
        {
            return UnpricedReason.UnknownSpeed;
        }

        if (record.Geo == "us" && !Multiply(row.GeoUs, ref amount, ref divisor))
        {
            return UnpricedReason.UnknownGeography;
        }

        if (record.Batch && !Multiply(row.Batch, ref amount, ref divisor))
        {
            return UnpricedReason.UnknownBatch;
        }

        amount += fees * divisor;
        return UnpricedReason.None;
    }

    private static bool IsFast(string? speed, out bool known)
    {
        known = speed is null or "" or "standard" or "normal" or "fast";
        return speed == "fast";
    }

    private static bool Multiply(Ratio? factor, ref Int128 amount, ref Int128 divisor)
    {
        if (factor is not { } known)
        {
            return false;
        }

        amount *= known.Numerator;
        divisor *= known.Denominator;
        return true;
    }

    /// <summary>Half-even; null above the limit of one event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Nanodollars? Round(Int128 amount, Int128 divisor)
    {
        if (divisor == Int128.One)
        {
            return amount <= Nanodollars.MaxPerEvent ? new Nanodollars((long)amount) : null;
        }

        var (whole, rest) = Int128.DivRem(amount, divisor);
        var twice = rest * 2;
        if (twice > divisor || (twice == divisor && Int128.IsOddInteger(whole)))
        {
            whole++;
        }

        return whole <= Nanodollars.MaxPerEvent ? new Nanodollars((long)whole) : null;
    }
}
