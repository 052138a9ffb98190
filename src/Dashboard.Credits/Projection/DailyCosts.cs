using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>
/// What a seat (or the organisation) used on each day, in nanodollars, in the organisation's time zone.
/// <paramref name="Nano"/> holds one entry a day from <paramref name="First"/> on; days after its last entry cost nothing.
/// <paramref name="First"/> is the day of the first use, or the first day that was loaded when the first use is older:
/// days before it are no observations, days of zero after it are.
/// </summary>
public sealed record DailyCosts(DateOnly First, ReadOnlyMemory<long> Nano)
{
    /// <summary>
    /// Days on which the seat was stopped: out of credit with overage off, from the day it ran out (included, since that day is
    /// cut short) to the cycle's end. What was not spent there says nothing about demand. Source: forecast, B3 pitfalls.
    /// </summary>
    public IReadOnlyList<DayRange> Stopped { get; init; } = [];

    /// <summary>
    /// Puts dated amounts into a series that starts at <paramref name="first"/>; amounts before it are left out, amounts of
    /// one day are added up, days without an amount are zero.
    /// </summary>
    public static DailyCosts From(DateOnly first, IEnumerable<KeyValuePair<DateOnly, Nanodollars>> amounts)
    {
        var nano = new List<long>();
        foreach (var (day, amount) in amounts)
        {
            var at = day.DayNumber - first.DayNumber;
            if (at < 0)
            {
                continue;
            }

            while (nano.Count <= at)
            {
                nano.Add(0);
            }

            nano[at] = checked(nano[at] + amount.Value);
        }

        return new DailyCosts(first, nano.ToArray());
    }

    internal bool IsUsedOn(DateOnly day) =>
        day.DayNumber - First.DayNumber is var at && at >= 0 && at < Nano.Length && Nano.Span[at] > 0;

    internal bool IsStopped(DateOnly day)
    {
        for (var i = 0; i < Stopped.Count; i++)
        {
            if (Stopped[i].Contains(day))
            {
                return true;
            }
        }

        return false;
    }
}
