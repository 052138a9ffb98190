namespace Dashboard.Credits.Cycles;

/// <summary>
/// Days of a time zone as half open intervals of instants. A day starts at its first instant: where midnight does not
/// exist, the first instant after the gap; where it occurs twice, the earlier. Source: law, section 2.
/// </summary>
public static class ZoneDays
{
    private const long Day = 86_400_000;
    private const long Probe = 26 * 3_600_000;

    /// <summary>The zone with an IANA id such as <c>Europe/Berlin</c>.</summary>
    /// <exception cref="TimeZoneNotFoundException">No such zone on this machine.</exception>
    public static TimeZoneInfo Find(string zoneId) =>
        zoneId is "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zoneId);

    /// <summary>First instant of a local day, Unix milliseconds UTC.</summary>
    public static long FirstInstantOf(DateOnly day, TimeZoneInfo zone) => InstantOf(day, 0, zone);

    /// <summary>
    /// The instant of a local time, Unix milliseconds UTC: where it occurs twice the earlier, where it does not exist the first instant
    /// after the gap.
    /// </summary>
    /// <param name="day">The local day.</param>
    /// <param name="minuteOfDay">Minutes since midnight on the wall clock, 0 to 1439.</param>
    /// <param name="zone">The zone.</param>
    /// <exception cref="ArgumentOutOfRangeException">No minute of a day.</exception>
    public static long InstantOf(DateOnly day, int minuteOfDay, TimeZoneInfo zone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minuteOfDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minuteOfDay, 24 * 60);
        var local = ((day.DayNumber - UnixEpochDay) * Day) + (minuteOfDay * 60_000L);
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
        {
            return local;
        }

        var before = local - OffsetAt(local - Probe, zone);
        var after = local - OffsetAt(local + Probe, zone);
        var (early, late) = before <= after ? (before, after) : (after, before);
        if (IsIt(early))
        {
            return early;
        }

        return IsIt(late) ? late : FirstAfterGap(local, zone);

        bool IsIt(long utc) => utc + OffsetAt(utc, zone) == local;
    }

    /// <summary>The local day that holds an instant: the one day with first instant ≤ instant &lt; first instant of the next day.</summary>
    public static DateOnly DayOf(long atMs, TimeZoneInfo zone)
    {
        var local = atMs + OffsetAt(atMs, zone);
        var day = DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(local));

        // A clock set back over midnight repeats the end of the day before; the day has already begun.
        return atMs >= FirstInstantOf(day.AddDays(1), zone) ? day.AddDays(1) : day;
    }

    private static int UnixEpochDay { get; } = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static long OffsetAt(long atMs, TimeZoneInfo zone) =>
        (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(atMs)).TotalMilliseconds;

    private static long FirstAfterGap(long local, TimeZoneInfo zone)
    {
        var low = local - Probe;
        var high = local + Probe;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (middle + OffsetAt(middle, zone) >= local)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
