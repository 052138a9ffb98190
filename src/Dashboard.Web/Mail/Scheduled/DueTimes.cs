using Dashboard.Credits.Cycles;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>When scheduled mails are due, by people's own zones and times. Pure. A local time that a clock change skips is the first instant after it; one that occurs twice is the first.</summary>
public static class DueTimes
{
    /// <summary>What was missed for longer, because no server ran, is not made up for: the next one says more.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromHours(12);

    /// <summary>The day whose daily mail is due at an instant, Unix milliseconds UTC; null when none is.</summary>
    public static DateOnly? Daily(MailPreference preference, TimeZoneInfo zone, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(preference);
        var today = ZoneDays.DayOf(nowMs, zone);
        return IsDue(today, preference, zone, nowMs) ? today : IsDue(today.AddDays(-1), preference, zone, nowMs) ? today.AddDays(-1) : null;
    }

    /// <summary>The day whose weekly mail is due; null when none is.</summary>
    public static DateOnly? Weekly(MailPreference preference, TimeZoneInfo zone, long nowMs) =>
        Daily(preference, zone, nowMs) is { } day && day.DayOfWeek == preference.Weekday ? day : null;

    /// <summary>The month that ended and whose summary is due: on the first day after it in the organisation's zone, at the person's time of day. Its first day; null when none is.</summary>
    public static DateOnly? MonthEnd(MailPreference preference, TimeZoneInfo organisationZone, long nowMs) =>
        Daily(preference, organisationZone, nowMs) is { Day: 1 } first ? first.AddMonths(-1) : null;

    /// <summary>What was due before the person changed when mails come is not sent behind the change.</summary>
    private static bool IsDue(DateOnly day, MailPreference preference, TimeZoneInfo zone, long nowMs)
    {
        var at = ZoneDays.InstantOf(day, preference.MinuteOfDay, zone);
        return at <= nowMs && nowMs - at < (long)Latest.TotalMilliseconds && at > preference.ChangedAtMs;
    }
}
