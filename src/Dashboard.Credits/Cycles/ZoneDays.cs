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
    public static long FirstInstantOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = (day.DayNumber - UnixEpochDay) * Day;
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
        {
            return midnight;
        }

        var before = midnight - OffsetAt(midnight - Probe, zone);
        var after = midnight - OffsetAt(midnight + Probe, zone);
        var (early, late) = before <= after ? (before, after) : (after, before);
        if (IsMidnight(early))
        {
            return early;
        }

        return IsMidnight(late) ? late : FirstAfterGap(midnight, zone);

        bool IsMidnight(long utc) => utc + OffsetAt(utc, zone) == midnight;
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

    private static long FirstAfterGap(long midnight, TimeZoneInfo zone)
    {
        var low = midnight - Probe;
        var high = midnight + Probe;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (middle + OffsetAt(middle, zone) >= midnight)
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
