namespace Dashboard.Credits.Money;

/// <summary>A column of amounts rounded to cents so that the cents still add up. Source: law, section 1, and the look, section 5.</summary>
public static class CentColumn
{
    /// <summary>
    /// Whole cents for each amount (of any sign), whose sum is the sum of the amounts rounded half-even to the cent: each is first
    /// rounded down, and the cents that are left go to the largest remainders, of equal ones to the earlier row.
    /// </summary>
    /// <exception cref="OverflowException">The sum is beyond the range of an amount.</exception>
    public static IReadOnlyList<Nanodollars> Round(IReadOnlyList<Nanodollars> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var cents = new long[amounts.Count];
        var rests = new long[amounts.Count];
        Int128 sum = 0;
        Int128 floors = 0;
        for (var i = 0; i < cents.Length; i++)
        {
            rests[i] = amounts[i].Value % Nanodollars.PerCent;
            rests[i] += rests[i] < 0 ? Nanodollars.PerCent : 0;
            cents[i] = (amounts[i].Value - rests[i]) / Nanodollars.PerCent;
            sum += amounts[i].Value;
            floors += cents[i];
        }

        var left = (int)(HalfEvenCents(sum) - floors);
        foreach (var i in Enumerable.Range(0, cents.Length).OrderByDescending(i => rests[i]).Take(left))
        {
            cents[i]++;
        }

        return [.. cents.Select(Nanodollars.FromCents)];
    }

    private static Int128 HalfEvenCents(Int128 nano)
    {
        var rest = nano % Nanodollars.PerCent;
        rest += rest < 0 ? Nanodollars.PerCent : 0;
        var floor = (nano - rest) / Nanodollars.PerCent;
        var twice = rest * 2;
        return twice > Nanodollars.PerCent || (twice == Nanodollars.PerCent && Int128.IsOddInteger(floor)) ? floor + 1 : floor;
    }
}
