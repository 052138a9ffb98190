using Dashboard.Credits.Cycles;
using Dashboard.TestKit;
using Xunit;

namespace Dashboard.Credits.Tests.Cycles;

public sealed class ZoneDaysTests
{
    [Theory]
    [InlineData("UTC", "2026-11-20", "2026-11-20T00:00:00")]
    [InlineData("Europe/Berlin", "2026-11-20", "2026-11-19T23:00:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00")]
    [InlineData("Asia/Kathmandu", "2026-11-20", "2026-11-19T18:15:00")]
    [InlineData("Pacific/Kiritimati", "2026-11-20", "2026-11-19T10:00:00")]
    public void A_day_starts_at_local_midnight(string zone, string day, string utc) => Assert.Equal(utc, First(zone, day));

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00")]
    public void Where_midnight_does_not_exist_a_day_starts_after_the_gap(string zone, string day, string utc) =>
        Assert.Equal(utc, First(zone, day));

    [Fact]
    public void Where_midnight_occurs_twice_a_day_starts_at_the_earlier() =>
        Assert.Equal("2026-11-01T04:00:00", First("America/Havana", "2026-11-01"));

    [Fact]
    public void A_day_that_was_skipped_starts_with_the_next() =>
        Assert.Equal(First("Pacific/Apia", "2011-12-31"), First("Pacific/Apia", "2011-12-30"));

    [Fact]
    public void Every_instant_is_on_the_one_day_that_holds_it() => Properties.ForSeeds(3_000, random =>
    {
        var zone = ZoneDays.Find(random.Pick(CycleCalendarTests.Zones));
        var at = "2000-01-01".Ms() + random.NextInt64(30L * 366 * 86_400_000);
        var day = ZoneDays.DayOf(at, zone);
        Assert.True(ZoneDays.FirstInstantOf(day, zone) <= at);
        Assert.True(at < ZoneDays.FirstInstantOf(day.AddDays(1), zone));
    });

    [Fact]
    public void The_hours_around_every_clock_change_are_on_the_one_day_that_holds_them()
    {
        foreach (var id in CycleCalendarTests.Zones)
        {
            var zone = ZoneDays.Find(id);
            for (var at = "2026-01-01".Ms(); at < "2027-01-01".Ms(); at += 1_800_000)
            {
                var day = ZoneDays.DayOf(at, zone);
                Assert.True(ZoneDays.FirstInstantOf(day, zone) <= at && at < ZoneDays.FirstInstantOf(day.AddDays(1), zone), $"{id} {at.Utc()}");
            }
        }
    }

    [Fact]
    public void Spend_limit_months_reset_at_midnight_utc_on_the_1st()
    {
        var month = CalendarMonth.At("2026-11-30T23:59:59".Ms(), TimeZoneInfo.Utc);

        Assert.Equal("2026-11-01T00:00:00", month.StartMs.Utc());
        Assert.Equal("2026-12-01T00:00:00", month.EndMs.Utc());
        Assert.False(month.Contains(month.EndMs));
    }

    private static string First(string zone, string day) => ZoneDays.FirstInstantOf(day.Day(), ZoneDays.Find(zone)).Utc();
}
