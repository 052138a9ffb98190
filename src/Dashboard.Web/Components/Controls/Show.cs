using System.Globalization;
using Dashboard.Credits.Money;

namespace Dashboard.Web.Components.Controls;

/// <summary>
/// Figures as people read them (see <c>Components/README.md</c>). Amounts are rounded half-even to the cent for display only;
/// parts that must add up to a shown total are apportioned by the caller before they come here.
/// </summary>
public static class Show
{
    /// <summary>What stands where a figure does not apply.</summary>
    public const string None = "—";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Prose, figures, mail: <c>$1,238.37</c>, <c>−$3.24</c>.</summary>
    public static string Money(Nanodollars amount) => Sign(Cents(amount)) + "$" + Digits(Cents(amount));

    /// <summary>Tables, where the unit stands in the head: <c>1,238.37</c>, <c>−3.24</c>.</summary>
    public static string Amount(Nanodollars amount) => Sign(Cents(amount)) + Digits(Cents(amount));

    /// <summary>The same, or a dash when there is no amount.</summary>
    public static string Amount(Nanodollars? amount) => amount is { } value ? Amount(value) : None;

    /// <summary>Titles and copies: <c>51.7425811 USD</c>, every digit, trailing zeros trimmed.</summary>
    public static string Exact(Nanodollars amount) => Usd.Format(amount) + " USD";

    /// <summary>Two amounts of one unit: <c>115.73–148.97</c>.</summary>
    public static string Range(Nanodollars low, Nanodollars high) => $"{Amount(low)}–{Amount(high)}";

    /// <summary>Cents, half-even.</summary>
    public static long Cents(Nanodollars amount) => (long)RoundedQuotient(amount.Value, Nanodollars.PerCent);

    /// <summary>A fact: <c>63.8%</c>, half-even at one decimal. A dash when the whole is not positive: nothing has no percentage.</summary>
    public static string Percent(Nanodollars part, Nanodollars whole)
    {
        if (whole.Value <= 0)
        {
            return None;
        }

        var tenths = RoundedQuotient((Int128)part.Value * 1000, whole.Value);
        var size = Int128.Abs(tenths);
        return $"{(tenths < 0 ? "−" : "")}{((long)(size / 10)).ToString("N0", Culture)}.{size % 10}%";
    }

    /// <summary>A probability: <c>66%</c>, and <c>&lt;1%</c> or <c>&gt;99%</c> at the ends. Never 0% or 100%.</summary>
    public static string Probability(double p) => p switch
    {
        < 0.01 => "<1%",
        > 0.99 => ">99%",
        _ => Math.Round(p * 100, MidpointRounding.ToEven).ToString("0", Culture) + "%",
    };

    /// <summary><c>24 Nov</c>; in another year than <paramref name="today"/> <c>24 Nov 2025</c>.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        day.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", Culture);

    /// <summary><c>October 2026</c>.</summary>
    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", Culture);

    /// <summary>A cycle by its first day and the first day after it: <c>1–30 Nov 2026</c>, <c>15 Nov–14 Dec 2026</c>.</summary>
    public static string Cycle(DateOnly start, DateOnly end)
    {
        var last = end.AddDays(-1);
        var from = start.ToString(start.Year != last.Year ? "d MMM yyyy" : start.Month != last.Month ? "d MMM" : "%d", Culture);
        return $"{from}–{last.ToString("d MMM yyyy", Culture)}";
    }

    /// <summary><c>18 Nov, 16:40</c> in the zone; today's is <c>14:19</c>; another year's is <c>18 Nov 2025, 16:40</c>. The zone stands once on the page.</summary>
    public static string Instant(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var day = DateOnly.FromDateTime(local.DateTime);
        var time = local.ToString("HH:mm", Culture);
        return day == today ? time : $"{Day(day, today)}, {time}";
    }

    /// <summary>With its year and zone, for the foot of a page and for what is printed: <c>19 Nov 2026, 14:20 UTC</c>.</summary>
    public static string FullInstant(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy, HH:mm", Culture) + " " + Zone(zone);

    /// <summary><c>UTC</c> or the zone's id.</summary>
    public static string Zone(TimeZoneInfo zone) => zone.Id is "UTC" or "Etc/UTC" or "Etc/UCT" ? "UTC" : zone.Id;

    /// <summary>How old: <c>1 min</c>, <c>5 h 18 min</c>, <c>2 d 21 h</c>. Two units at most, rounded down.</summary>
    public static string Lag(TimeSpan lag)
    {
        if (lag < TimeSpan.FromMinutes(1))
        {
            return "under 1 min";
        }

        return lag.TotalDays >= 1 ? Units((long)lag.TotalDays, "d", lag.Hours, "h")
            : lag.TotalHours >= 1 ? Units(lag.Hours, "h", lag.Minutes, "min")
            : $"{lag.Minutes} min";
    }

    /// <summary>Counts and tokens: <c>1,204</c>; from a million <c>4.1 M</c>, with <see cref="ExactCount"/> as its title.</summary>
    public static string Count(long count) => Math.Abs(count) switch
    {
        >= 1_000_000_000 => Millions(count, 100_000_000) + " G",
        >= 1_000_000 => Millions(count, 100_000) + " M",
        _ => ExactCount(count),
    };

    /// <summary>Every digit: <c>4,114,203</c>.</summary>
    public static string ExactCount(long count) => (count < 0 ? "−" : "") + Int128.Abs(count).ToString("N0", Culture);

    /// <summary><c>1 seat</c>, <c>30 seats</c>.</summary>
    public static string Counted(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    private static string Millions(long count, long tenth)
    {
        var tenths = (long)RoundedQuotient(count, tenth);
        return $"{(tenths < 0 ? "−" : "")}{(Math.Abs(tenths) / 10).ToString("N0", Culture)}.{Math.Abs(tenths) % 10}";
    }

    private static string Units(long major, string majorName, long minor, string minorName) =>
        minor == 0 ? $"{major} {majorName}" : $"{major} {majorName} {minor} {minorName}";

    private static string Sign(long cents) => cents < 0 ? "−" : "";

    private static string Digits(long cents)
    {
        var size = Int128.Abs(cents);
        return $"{((long)(size / 100)).ToString("N0", Culture)}.{(int)(size % 100):D2}";
    }

    private static Int128 RoundedQuotient(Int128 value, Int128 by)
    {
        var (quotient, rest) = Int128.DivRem(Int128.Abs(value), by);
        var twice = rest * 2;
        if (twice > by || (twice == by && Int128.IsOddInteger(quotient)))
        {
            quotient++;
        }

        return value < 0 ? -quotient : quotient;
    }
}
