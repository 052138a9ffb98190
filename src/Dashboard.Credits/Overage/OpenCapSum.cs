using Dashboard.Credits.Money;

namespace Dashboard.Credits.Overage;

/// <summary>The open caps of some seats together.</summary>
/// <param name="Nanos">Their sum in nanodollars, exact for any number of seats.</param>
/// <param name="Seats">Seats with overage on, those without a cap included.</param>
/// <param name="Uncapped">Seats without a cap; they are counted, because no sum could hold them.</param>
public readonly record struct OpenCapSum(Int128 Nanos, int Seats, int Uncapped)
{
    /// <summary>The sum as an amount; the largest amount there is when it is larger.</summary>
    public Nanodollars Caps => new((long)Int128.Min(Nanos, long.MaxValue));

    /// <summary>Whether the sum is above a ceiling; exactly the ceiling is not.</summary>
    public bool IsAbove(Nanodollars ceiling) => Nanos > ceiling.Value;

    /// <summary>What a ceiling leaves, never below zero.</summary>
    public Nanodollars LeftOf(Nanodollars ceiling) => new((long)Int128.Max(0, ceiling.Value - Nanos));

    internal OpenCapSum Plus(OverageSetting setting, int sign) =>
        !setting.On ? this : new(Nanos + (sign * (Int128)(setting.Cap?.Value ?? 0)), Seats + sign, Uncapped + (setting.Cap is null ? sign : 0));
}
