using Dashboard.Credits.Cycles;

namespace Dashboard.Credits.Projection;

/// <summary>An instant as projections see it: the local day it lies on, and how much of that day is still to come, 0 to 1.</summary>
public readonly record struct ForecastMoment(long AsOfMs, DateOnly Today, double TodayLeft)
{
    /// <summary>The moment of an instant in the organisation's zone. Days of 23 or 25 hours are taken as long as they are.</summary>
    public static ForecastMoment At(long nowMs, TimeZoneInfo zone)
    {
        var today = ZoneDays.DayOf(nowMs, zone);
        var start = ZoneDays.FirstInstantOf(today, zone);
        var end = ZoneDays.FirstInstantOf(today.AddDays(1), zone);
        return new ForecastMoment(nowMs, today, (double)(end - nowMs) / (end - start));
    }
}
