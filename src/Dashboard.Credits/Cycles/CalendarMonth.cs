namespace Dashboard.Credits.Cycles;

/// <summary>
/// A calendar month in a zone, half open: the second clock, for finance and for monthly spend limits (those in UTC).
/// Source: law, sections 2 and 5.
/// </summary>
/// <param name="FirstDay">The 1st of the month.</param>
/// <param name="StartMs">First instant, Unix milliseconds UTC (included).</param>
/// <param name="EndMs">First instant of the next month (excluded).</param>
public readonly record struct CalendarMonth(DateOnly FirstDay, long StartMs, long EndMs)
{
    /// <summary>The month that holds an instant.</summary>
    public static CalendarMonth At(long atMs, TimeZoneInfo zone)
    {
        var day = ZoneDays.DayOf(atMs, zone);
        return Of(day.Year, day.Month, zone);
    }

    /// <summary>A month by its number.</summary>
    public static CalendarMonth Of(int year, int month, TimeZoneInfo zone)
    {
        var first = new DateOnly(year, month, 1);
        return new CalendarMonth(first, ZoneDays.FirstInstantOf(first, zone), ZoneDays.FirstInstantOf(first.AddMonths(1), zone));
    }

    /// <summary>Whether the instant lies in [start, end).</summary>
    public bool Contains(long atMs) => atMs >= StartMs && atMs < EndMs;
}
