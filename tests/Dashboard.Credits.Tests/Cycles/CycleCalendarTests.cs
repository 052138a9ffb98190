using Dashboard.Credits.Cycles;
using Dashboard.Credits.Seats;
using Dashboard.TestKit;
using Xunit;

namespace Dashboard.Credits.Tests.Cycles;

public sealed class CycleCalendarTests
{
    public static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Santiago", "America/Havana", "Asia/Tokyo",
        "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "America/Asuncion", "Asia/Tehran",
    ];

    [Fact]
    public void Anchor_31_clamps_to_short_months_and_returns()
    {
        var days = Calendar(31).Between("2026-01-31".Ms(), "2026-06-30".Ms()).Select(c => c.StartDay.ToString("MM-dd"));

        Assert.Equal(["01-31", "02-28", "03-31", "04-30", "05-31"], days);
    }

    [Fact]
    public void Anchor_30_meets_the_29th_of_a_leap_february() =>
        Assert.Equal("2028-02-29".Day(), Calendar(30).At("2028-03-01".Ms()).StartDay);

    [Fact]
    public void The_instant_of_the_boundary_is_in_the_new_cycle()
    {
        var calendar = Calendar(15);

        Assert.Equal("2026-11-15".Day(), calendar.At("2026-11-15".Ms()).StartDay);
        Assert.Equal("2026-10-15".Day(), calendar.At("2026-11-15".Ms() - 1).StartDay);
    }

    [Theory]
    [InlineData("Africa/Cairo", 24, "2026-04-24", "2026-04-23T22:00:00")]
    [InlineData("America/Santiago", 6, "2026-09-06", "2026-09-06T04:00:00")]
    [InlineData("America/Havana", 1, "2026-11-01", "2026-11-01T04:00:00")]
    public void A_cycle_starts_at_the_first_instant_of_a_day_without_one_midnight(string zone, int anchor, string day, string utc)
    {
        var calendar = Calendar(anchor, zone);
        var cycle = calendar.At(utc.Ms());

        Assert.Equal((day.Day(), utc), (cycle.StartDay, cycle.StartMs.Utc()));
        Assert.Equal(utc.Ms(), calendar.At(utc.Ms() - 1).EndMs);
    }

    [Fact]
    public void A_seat_added_in_mid_cycle_has_a_first_cycle_to_its_first_anchor()
    {
        var calendar = new CycleCalendar(new(10), new("UTC"), "2026-11-20".Day());

        var first = calendar.At("2026-11-20".Ms());

        Assert.Equal(("2026-11-20".Day(), "2026-12-10".Day()), (first.StartDay, first.EndDay));
        Assert.Equal(("2026-11-10".Day(), "2026-11-20".Day()), (calendar.Previous(first).StartDay, calendar.Previous(first).EndDay));
    }

    [Fact]
    public void An_anchor_change_cuts_the_running_cycle_and_leads_to_the_new_anchors_next_day()
    {
        var calendar = new CycleCalendar(new(5, new Dated<int>("2026-11-12T15:00:00".Ms(), 20)), new("UTC"));

        var days = calendar.Between("2026-11-05".Ms(), "2027-01-01".Ms()).Select(c => c.StartDay.ToString("yyyy-MM-dd"));

        Assert.Equal(["2026-11-05", "2026-11-12", "2026-11-20", "2026-12-20"], days);
    }

    [Fact]
    public void An_anchor_set_again_to_the_same_day_cuts_nothing()
    {
        var calendar = new CycleCalendar(new(5, new Dated<int>("2026-11-12".Ms(), 5)), new("UTC"));

        Assert.Equal("2026-12-05".Day(), calendar.At("2026-11-12".Ms()).EndDay);
    }

    [Fact]
    public void A_zone_change_holds_from_the_next_cycle_on()
    {
        var calendar = new CycleCalendar(new(10), new("UTC", new Dated<string>("2026-11-12".Ms(), "America/New_York")));

        var running = calendar.At("2026-11-12".Ms());
        var next = calendar.Next(running);

        Assert.Equal(("2026-11-10T00:00:00", "2026-12-10T00:00:00"), (running.StartMs.Utc(), running.EndMs.Utc()));
        Assert.Equal("2027-01-10T05:00:00", next.EndMs.Utc());
        Assert.Equal("2026-12-10".Day(), calendar.DayOf(next, next.StartMs));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void An_anchor_outside_the_month_is_refused(int anchor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar(anchor));

    [Fact]
    public void Cycles_tile_time_for_every_anchor_and_zone_over_leap_years()
    {
        foreach (var zone in Zones)
        {
            for (var anchor = 1; anchor <= 31; anchor++)
            {
                AssertTiles(Calendar(anchor, zone), "2023-12-20".Ms(), "2029-01-10".Ms(), anchor);
            }
        }
    }

    [Fact]
    public void Cycles_tile_time_whatever_is_changed_when() => Properties.ForSeeds(300, random =>
    {
        var from = "2025-06-01".Ms();
        long Instant() => from + random.NextInt64(700L * 86_400_000);
        var anchors = Enumerable.Range(0, random.Next(4)).Select(i => new Dated<int>(Instant(), random.Next(1, 32), i + 1));
        var zones = Enumerable.Range(0, random.Next(3)).Select(i => new Dated<string>(Instant(), random.Pick(Zones), i + 1));
        var start = random.Next(2) == 0 ? (DateOnly?)null : "2025-06-01".Day().AddDays(random.Next(300));
        var calendar = new CycleCalendar(new(random.Next(1, 32), anchors), new(random.Pick(Zones), zones), start);

        AssertTiles(calendar, from, "2027-09-01".Ms(), null);
        var at = Instant();
        var cycle = calendar.At(at);
        Assert.True(cycle.Contains(at));
        Assert.Equal(cycle, calendar.At(cycle.StartMs));
        Assert.Equal(cycle, calendar.At(cycle.EndMs - 1));
    });

    private static CycleCalendar Calendar(int anchor, string zone = "UTC") => new(new(anchor), new(zone));

    private static void AssertTiles(CycleCalendar calendar, long fromMs, long toMs, int? anchor)
    {
        var before = default(BillingCycle);
        foreach (var cycle in calendar.Between(fromMs, toMs))
        {
            Assert.True(cycle.LengthMs > 0);
            Assert.Equal(cycle, calendar.Previous(calendar.Next(cycle)));
            if (before != default)
            {
                Assert.Equal((before.EndMs, before.EndDay), (cycle.StartMs, cycle.StartDay));
            }

            if (anchor is { } day)
            {
                var start = cycle.StartDay;
                Assert.Equal(Math.Min(day, DateTime.DaysInMonth(start.Year, start.Month)), start.Day);
            }

            before = cycle;
        }

        Assert.True(before.EndMs >= toMs);
    }
}
