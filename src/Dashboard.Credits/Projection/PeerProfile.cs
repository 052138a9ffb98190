namespace Dashboard.Credits.Projection;

/// <summary>
/// What the seats of one organisation know together: the weekdays pooled over all of them, and the median seat's burn rate in
/// nanodollars a day of weight 1 (null when no seat has a full day yet). Both only steady a seat with little data of its own.
/// </summary>
public sealed record PeerProfile(WeekdayProfile Weekdays, double? Rate)
{
    /// <summary>Before anything is known: flat weekdays, no rate.</summary>
    public static readonly PeerProfile None = new(WeekdayProfile.Flat, null);

    /// <summary>Pools the seats' full days before <paramref name="today"/>. Source: forecast, B3 steps 1 and 2.</summary>
    public static PeerProfile Of(IReadOnlyCollection<DailyCosts> seats, DateOnly today)
    {
        Span<double> sums = stackalloc double[7];
        Span<double> days = stackalloc double[7];
        foreach (var seat in seats)
        {
            BurnFit.AddWeekdays(seat, today, sums, days);
        }

        var weekdays = BurnFit.Shrink(sums, days, WeekdayProfile.Flat);
        var rates = new List<double>(seats.Count);
        foreach (var seat in seats)
        {
            if (BurnFit.OwnRate(seat, today, weekdays) is { } rate)
            {
                rates.Add(rate);
            }
        }

        if (rates.Count == 0)
        {
            return new PeerProfile(weekdays, null);
        }

        rates.Sort();
        var middle = rates.Count / 2;
        return new PeerProfile(weekdays, rates.Count % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2);
    }
}
