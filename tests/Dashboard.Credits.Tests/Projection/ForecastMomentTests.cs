using Dashboard.Credits.Cycles;
using Dashboard.Credits.Projection;
using Xunit;

namespace Dashboard.Credits.Tests.Projection;

public sealed class ForecastMomentTests
{
    private static readonly TimeZoneInfo Berlin = ZoneDays.Find("Europe/Berlin");

    [Fact]
    public void The_first_instant_of_a_day_has_all_of_it_left()
    {
        var midnight = ZoneDays.FirstInstantOf(new DateOnly(2026, 11, 10), Berlin);

        Assert.Equal(new ForecastMoment(midnight, new DateOnly(2026, 11, 10), 1), ForecastMoment.At(midnight, Berlin));
        Assert.Equal(new DateOnly(2026, 11, 9), ForecastMoment.At(midnight - 1, Berlin).Today);
        Assert.InRange(ForecastMoment.At(midnight - 1, Berlin).TodayLeft, 0, 1e-7);
    }

    [Theory]
    [InlineData(29, 3, 23)]
    [InlineData(25, 10, 25)]
    public void A_day_on_which_the_clock_changes_is_as_long_as_it_is(int day, int month, int hours)
    {
        var noon = ZoneDays.FirstInstantOf(new DateOnly(2026, month, day), Berlin) + (3_600_000L * 5);

        Assert.Equal((hours - 5) / (double)hours, ForecastMoment.At(noon, Berlin).TodayLeft, 1e-12);
    }
}
