namespace Dashboard.Credits.Money;

/// <summary>Sums of amounts.</summary>
public static class NanodollarSums
{
    /// <summary>The checked sum. Zero for no items.</summary>
    public static Nanodollars Sum(this IEnumerable<Nanodollars> amounts)
    {
        var sum = 0L;
        foreach (var amount in amounts)
        {
            sum = checked(sum + amount.Value);
        }

        return new Nanodollars(sum);
    }

    /// <summary>The checked sum of what <paramref name="of"/> picks. Zero for no items.</summary>
    public static Nanodollars Sum<T>(this IEnumerable<T> items, Func<T, Nanodollars> of) => items.Select(of).Sum();
}
