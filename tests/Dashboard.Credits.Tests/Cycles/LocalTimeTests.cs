using Dashboard.Credits.Cycles;
using Xunit;

namespace Dashboard.Credits.Tests.Cycles;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("UTC", "2026-11-20", 480, "2026-11-20T08:00:00")]
    [InlineData("Europe/Berlin", "2026-11-20", 480, "2026-11-20T07:00:00")]
    [InlineData("Europe/Berlin", "2026-07-20", 480, "2026-07-20T06:00:00")]
    [InlineData("Asia/Kolkata", "2026-11-20", 480, "2026-11-20T02:30:00")]
    [InlineData("Pacific/Kiritimati", "2026-11-20", 480, "2026-11-19T18:00:00")]
    [InlineData("Europe/Berlin", "2026-10-25", 480, "2026-10-25T07:00:00")]
    [InlineData("Europe/Berlin", "2026-03-29", 480, "2026-03-29T06:00:00")]
    public void A_local_time_is_its_instant(string zone, string day, int minute, string utc) => Assert.Equal(utc, InstantOf(zone, day, minute));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 150, "2026-03-29T01:00:00")] // 02:30: the clock goes from 02:00 to 03:00
    [InlineData("America/New_York", "2027-03-14", 150, "2027-03-14T07:00:00")]
    [InlineData("Africa/Cairo", "2026-04-24", 30, "2026-04-23T22:00:00")] // 00:30: midnight does not exist
    public void One_that_does_not_exist_is_the_first_instant_after_the_gap(string zone, string day, int minute, string utc) => Assert.Equal(utc, InstantOf(zone, day, minute));

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25", 150, "2026-10-25T00:30:00")] // 02:30 comes at 00:30 and at 01:30 UTC
    [InlineData("America/New_York", "2026-11-01", 90, "2026-11-01T05:30:00")]
    public void One_that_comes_twice_is_the_first(string zone, string day, int minute, string utc) => Assert.Equal(utc, InstantOf(zone, day, minute));

    [Theory]
    [InlineData(-1)]
    [InlineData(1440)]
    public void Only_minutes_of_a_day_are_taken(int minute) => Assert.Throws<ArgumentOutOfRangeException>(() => InstantOf("UTC", "2026-11-20", minute));

    private static string InstantOf(string zone, string day, int minute) => DateTimeOffset
        .FromUnixTimeMilliseconds(ZoneDays.InstantOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), minute, ZoneDays.Find(zone)))
        .ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
