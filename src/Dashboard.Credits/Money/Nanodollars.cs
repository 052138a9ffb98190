using System.Numerics;

namespace Dashboard.Credits.Money;

/// <summary>
/// An amount of money in nanodollars: 1 USD = 1,000,000,000. Exact; range ±9.2 billion USD.
/// There is no division: what must be split is split by <see cref="Apportionment"/>. Source: law, section 1.
/// </summary>
/// <remarks>All arithmetic is checked and throws <see cref="OverflowException"/> beyond the range.</remarks>
public readonly record struct Nanodollars(long Value) :
    IComparable<Nanodollars>,
    IAdditionOperators<Nanodollars, Nanodollars, Nanodollars>,
    ISubtractionOperators<Nanodollars, Nanodollars, Nanodollars>,
    IComparisonOperators<Nanodollars, Nanodollars, bool>
{
    /// <summary>Nanodollars in one US dollar.</summary>
    public const long PerUsd = 1_000_000_000;

    /// <summary>Nanodollars in one US cent.</summary>
    public const long PerCent = 10_000_000;

    /// <summary>The largest amount one usage event may carry: 10^15 nanodollars, one million USD.</summary>
    public const long MaxPerEvent = 1_000_000_000_000_000;

    /// <summary>Nothing.</summary>
    public static readonly Nanodollars Zero;

    /// <summary>Whole dollars as nanodollars.</summary>
    public static Nanodollars FromUsd(long dollars) => new(checked(dollars * PerUsd));

    /// <summary>Whole cents as nanodollars.</summary>
    public static Nanodollars FromCents(long cents) => new(checked(cents * PerCent));

    /// <summary>True above zero.</summary>
    public bool IsPositive => Value > 0;

    /// <summary>True for exactly zero.</summary>
    public bool IsZero => Value == 0;

    public static Nanodollars operator +(Nanodollars left, Nanodollars right) => new(checked(left.Value + right.Value));

    public static Nanodollars operator -(Nanodollars left, Nanodollars right) => new(checked(left.Value - right.Value));

    public static Nanodollars operator -(Nanodollars amount) => new(checked(-amount.Value));

    public static bool operator >(Nanodollars left, Nanodollars right) => left.Value > right.Value;

    public static bool operator <(Nanodollars left, Nanodollars right) => left.Value < right.Value;

    public static bool operator >=(Nanodollars left, Nanodollars right) => left.Value >= right.Value;

    public static bool operator <=(Nanodollars left, Nanodollars right) => left.Value <= right.Value;

    /// <summary>The smaller of two amounts.</summary>
    public static Nanodollars Min(Nanodollars left, Nanodollars right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two amounts.</summary>
    public static Nanodollars Max(Nanodollars left, Nanodollars right) => left.Value >= right.Value ? left : right;

    /// <summary>
    /// Whether this amount is at least <paramref name="percent"/> percent of <paramref name="whole"/>, compared by
    /// cross-multiplication, so exactly 80.000…% is 80%. Always false when the whole is not positive: nothing has no percentage.
    /// </summary>
    public bool IsAtLeastPercentOf(int percent, Nanodollars whole) =>
        whole.Value > 0 && (Int128)Value * 100 >= (Int128)whole.Value * percent;

    public int CompareTo(Nanodollars other) => Value.CompareTo(other.Value);

    /// <summary>The exact amount as a decimal string of USD, at most 9 decimals, no trailing zeros: <c>51.7425811</c>.</summary>
    public override string ToString() => Usd.Format(this);
}
