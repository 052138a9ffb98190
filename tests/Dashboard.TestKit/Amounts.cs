using Dashboard.Credits.Money;

namespace Dashboard.TestKit;

/// <summary>Amounts and instants as tests write them.</summary>
public static class Amounts
{
    public static Nanodollars Dollars(this int dollars) => Nanodollars.FromUsd(dollars);

    public static Nanodollars Cents(this int cents) => Nanodollars.FromCents(cents);

    public static Nanodollars Nanos(this long nanos) => new(nanos);
}
