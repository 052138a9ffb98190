using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Xunit;

namespace Dashboard.Credits.Tests.Projection;

public sealed class PeerProfileTests
{
    [Fact]
    public void Without_seats_the_weekdays_are_flat_and_there_is_no_rate()
    {
        var peers = PeerProfile.Of([], AForecast.Today);

        Assert.All(peers.Weekdays.Weights, w => Assert.Equal(1, w, 1e-12));
        Assert.Null(peers.Rate);
    }

    [Fact]
    public void The_rate_is_the_median_seats()
    {
        var seats = new[] { 100, 200, 900 }.Select(Constant).ToList();

        Assert.Equal(2.0 * Nanodollars.PerUsd, PeerProfile.Of(seats, AForecast.Today).Rate!.Value, 1.0);
        Assert.Equal(5.5 * Nanodollars.PerUsd, PeerProfile.Of(seats[1..], AForecast.Today).Rate!.Value, 1.0);
    }

    [Fact]
    public void Weekdays_are_pooled_over_seats_of_any_size()
    {
        var big = Working(50_000);
        var small = Working(5);

        var peers = PeerProfile.Of([big, small], AForecast.Today);

        Assert.Equal(PeerProfile.Of([small, small], AForecast.Today).Weekdays.Weights, peers.Weekdays.Weights, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.InRange(peers.Weekdays[new DateOnly(2026, 11, 14)], 0.2, 0.4);
        Assert.InRange(peers.Weekdays[new DateOnly(2026, 11, 11)], 1.2, 1.4);
        Assert.Equal(7, peers.Weekdays.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void An_idle_seat_has_a_rate_of_zero_and_no_weekdays()
    {
        var peers = PeerProfile.Of([Constant(0)], AForecast.Today);

        Assert.Equal(0, peers.Rate);
        Assert.All(peers.Weekdays.Weights, w => Assert.Equal(1, w, 1e-12));
    }

    [Fact]
    public void Monday_is_the_first_of_the_weekdays()
    {
        var profile = WeekdayProfile.Of([3, 1, 1, 1, 1, 1, 1]);

        Assert.Equal(DayOfWeek.Monday, profile.Heaviest);
        Assert.Equal(profile.Weights[0], profile[new DateOnly(2026, 11, 9)]);
        Assert.Throws<ArgumentException>(() => WeekdayProfile.Of([0, 0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => WeekdayProfile.Of([1, 1, 1, -1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => WeekdayProfile.Of([1, 1]));
    }

    private static DailyCosts Constant(int cents) => AForecast.UntilYesterday([.. Enumerable.Repeat(cents, 70)]);

    private static DailyCosts Working(int cents) => AForecast.UntilYesterday(
        [.. Enumerable.Range(0, 70).Select(i => AForecast.Today.AddDays(i - 70).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : cents)]);
}
