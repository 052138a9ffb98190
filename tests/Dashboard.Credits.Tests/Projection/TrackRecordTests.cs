using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Projection;

public sealed class TrackRecordTests
{
    [Fact]
    public void Errors_are_weighed_by_the_outcomes_and_compared_with_a_straight_line()
    {
        var record = TrackRecord.Of([Scored(point: 90, low: 50, high: 120, outcome: 100), Scored(point: 60, low: 55, high: 70, outcome: 50)]);

        Assert.Equal(2, record.Forecasts);
        Assert.Equal(20 / 150.0, record.Wape!.Value, 1e-12);
        Assert.Equal(((100 - 30) + (50 - 30)) / 150.0, record.WapeLinear!.Value, 1e-12);
        Assert.Equal(20 / 90.0, record.WapeRatio!.Value, 1e-12);
        Assert.Equal(0.5, record.BandCoverage);
    }

    [Fact]
    public void Without_outcomes_there_is_no_score()
    {
        var record = TrackRecord.Of([]);

        Assert.Equal((0, null, null, null), (record.Forecasts, record.Wape, record.WapeRatio, record.BandCoverage));
    }

    [Fact]
    public void A_straight_line_is_usage_by_days_rounded_half_up()
    {
        Assert.Equal(30 * 7 / 3, Forecast(7, 3).Linear.Value);
        Assert.Equal(38, (Forecast(5, 4) with { CycleDays = 30 }).Linear.Value);
        Assert.Equal(5, Forecast(5, 0).Linear.Value);
        Assert.Equal(long.MaxValue, Forecast(long.MaxValue, 1).Linear.Value);

        static PublishedForecast Forecast(long consumed, int elapsed) =>
            new(AForecast.Today, elapsed, 30, new Nanodollars(consumed), default, default, default, 0.2, 20);
    }

    [Fact]
    public void The_band_widens_until_it_would_have_held_78_percent()
    {
        var hard = Enumerable.Range(0, 100).Select(i => Scored(60, 40, 80, 10 + (i * 11L / 10))).ToList();

        var widening = BandWidening.Choose(hard);

        Assert.InRange(widening, 0.2, 0.9);
        Assert.True(BandWidening.Coverage(hard, widening) >= 0.78);
        Assert.True(BandWidening.Coverage(hard, widening - 0.1) < 0.78);
    }

    [Fact]
    public void The_widening_stays_at_the_least_with_few_forecasts_and_ends_at_the_most()
    {
        var never = Enumerable.Repeat(Scored(60, 40, 80, 1_000_000_000), 100).ToList();

        Assert.Equal(BandWidening.Least, BandWidening.Choose(never[..(BandWidening.LeastForecasts - 1)]));
        Assert.Equal(BandWidening.Most, BandWidening.Choose(never));
    }

    [Fact]
    public void The_coverage_of_the_factor_that_was_published_is_the_coverage_of_the_published_bands()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (cents, outcome) =>
        {
            var projection = Forecaster.Project(AForecast.Of(AForecast.UntilYesterday(cents), 1_000_000_000));
            var forecast = PublishedForecast.Of(projection, AForecast.Start, AForecast.End);
            var scored = new ScoredForecast(forecast, new Nanodollars(1_000_000_000 + ((outcome & int.MaxValue) * 100L)));
            return BandWidening.Coverage([scored], BandWidening.Least) == TrackRecord.Of([scored]).BandCoverage;
        }).QuickCheckThrowOnFailure();
    }

    private static ScoredForecast Scored(long point, long low, long high, long outcome) => new(
        new PublishedForecast(AForecast.Today, 10, 30, new Nanodollars(10), new Nanodollars(point), new Nanodollars(low), new Nanodollars(high), 0.1, 20),
        new Nanodollars(outcome));
}
