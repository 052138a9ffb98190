using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Projection;

public sealed class ForecasterTests
{
    /// <summary>The expected numbers come from the published equations, written independently in another language.</summary>
    [Fact]
    public void A_long_history_gives_the_published_equations()
    {
        var projection = Forecaster.Project(AForecast.Of(AForecast.NinetyNineDays(), 23_000_000_000));

        AssertNear(86_985_642_696, projection.Point);
        AssertNear(53_001_603_770, projection.Low);
        AssertNear(126_772_071_470, projection.High);
        Assert.Equal(0.2612928363, projection.ExhaustionProbability!.Value, 1e-9);
        Assert.Equal(99, projection.DaysObserved);
        Assert.Null(projection.ExhaustionDate);
    }

    [Fact]
    public void The_rest_of_today_counts_by_its_share()
    {
        var projection = Forecaster.Project(AForecast.Of(AForecast.NinetyNineDays(), 23_000_000_000) with { TodayLeft = 0.4 });

        AssertNear(84_319_074_991, projection.Point);
        AssertNear(51_808_280_472, projection.Low);
        AssertNear(122_367_979_118, projection.High);
        Assert.Equal(0.2308741774, projection.ExhaustionProbability!.Value, 1e-9);
    }

    [Fact]
    public void Below_seven_days_the_weekdays_are_the_organisations_and_the_median_seat_steadies_the_rate()
    {
        var projection = Forecaster.Project(AForecast.Of(AForecast.UntilYesterday(200, 0, 100, 500), 8_000_000_000) with { Widening = 0.4 });

        AssertNear(62_751_008_799, projection.Point);
        AssertNear(15_558_378_140, projection.Low);
        AssertNear(127_622_966_515, projection.High);
        Assert.Equal(0.1455586926, projection.ExhaustionProbability!.Value, 1e-9);
        Assert.True(projection.Basis.OrganisationWeekdays);
    }

    [Fact]
    public void At_the_cycle_end_the_projection_is_what_was_used_to_the_nano()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<long>(), (cents, consumed) =>
        {
            var used = consumed & long.MaxValue;
            var input = AForecast.Of(AForecast.UntilYesterday(cents), used);
            CycleProjection[] ends =
            [
                Forecaster.Project(input with { CycleEnd = AForecast.Today }),
                Forecaster.Project(input with { CycleEnd = AForecast.Today.AddDays(1), TodayLeft = 0 }),
            ];
            return ends.All(p => p.Point.Value == used && p.Low.Value == used && p.High.Value == used
                && p.ExhaustionProbability == (used >= p.Allocation!.Value.Value ? 1 : 0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_band_holds_the_point_and_the_path_never_falls()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (cents, consumed, left) =>
        {
            var projection = Forecaster.Project(AForecast.Of(AForecast.UntilYesterday(cents), (consumed & int.MaxValue) * 50L) with { TodayLeft = left / 255.0 });
            var before = new ProjectionDay(AForecast.Today, projection.Consumed, projection.Consumed, projection.Consumed);
            foreach (var day in projection.Path)
            {
                if (day.Low > day.Point || day.Point > day.High || day.Point < before.Point || day.Low < projection.Consumed)
                {
                    return false;
                }

                before = day;
            }

            return projection.ExhaustionProbability is >= 0 and <= 1
                && (projection.Point, projection.Low, projection.High) == (before.Point, before.Low, before.High)
                && projection.Path.Count == 21;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_higher_burn_rate_never_runs_out_later_and_never_less_likely()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<byte>(), (cents, more) =>
        {
            var days = cents.Select(c => Math.Abs((long)c % 2000)).ToArray();
            var slow = Project(days, 1);
            var fast = Project(days, 1 + (more % 50));
            return (fast.ExhaustionDate ?? DateOnly.MaxValue) <= (slow.ExhaustionDate ?? DateOnly.MaxValue)
                && fast.Point >= slow.Point
                && fast.ExhaustionProbability >= slow.ExhaustionProbability - 1e-9;
        }).QuickCheckThrowOnFailure();

        static CycleProjection Project(long[] cents, int times) => Forecaster.Project(AForecast.Of(
            new DailyCosts(AForecast.Today.AddDays(-cents.Length), cents.Select(c => c * times * Nanodollars.PerCent).ToArray()),
            20 * Nanodollars.PerUsd) with
        { Peers = AForecast.Peers with { Rate = 1e9 * times } });
    }

    [Fact]
    public void The_exhaustion_date_is_the_first_day_above_the_allocation()
    {
        var projection = Forecaster.Project(AForecast.Of(AForecast.NinetyNineDays(), 23_000_000_000) with { Allocation = Nanodollars.FromUsd(60) });

        var above = projection.Path.First(d => d.Point > Nanodollars.FromUsd(60));
        Assert.Equal(above.Day, projection.ExhaustionDate);
        Assert.True(projection.ExhaustionProbability > 0.5);
    }

    [Fact]
    public void Below_three_active_days_no_date_is_shown_and_the_band_is_wider()
    {
        var input = AForecast.Of(AForecast.UntilYesterday(0, 0, 9000, 9000), 95_000_000_000);

        var two = Forecaster.Project(input);
        var three = Forecaster.Project(input with { Costs = AForecast.UntilYesterday(0, 9000, 9000, 9000) });

        Assert.Null(two.ExhaustionDate);
        Assert.True(two.IsThin);
        Assert.NotNull(three.ExhaustionDate);
        Assert.Contains("Below three days with usage no date is shown.", two.Basis.Sentences);
    }

    [Fact]
    public void A_seat_without_a_full_day_is_projected_at_the_median_seats_rate_with_a_wide_band()
    {
        var projection = Forecaster.Project(AForecast.Of(new DailyCosts(AForecast.Today, Array.Empty<long>()), 1_000_000_000));

        var rest = AForecast.Peers.Rate!.Value * Enumerable.Range(0, 21).Sum(i => AForecast.Peers.Weekdays[AForecast.Today.AddDays(i)]);
        AssertNear(1_000_000_000 + (long)rest, projection.Point);
        Assert.True(projection.Low < new Nanodollars(projection.Point.Value / 4));
        Assert.Equal(0, projection.DaysObserved);
        Assert.Null(projection.ExhaustionDate);
    }

    [Fact]
    public void On_the_first_day_of_all_today_so_far_is_the_rate_and_the_band_is_wide()
    {
        var input = AForecast.Of(new DailyCosts(AForecast.Today, new[] { 2 * Nanodollars.PerUsd }), 2 * Nanodollars.PerUsd) with { Peers = PeerProfile.None, TodayLeft = 0.5 };

        var first = Forecaster.Project(input);

        AssertNear(2 * Nanodollars.PerUsd + (long)(20.5 * 2 * Nanodollars.PerUsd), first.Point);
        Assert.True(first.Low < new Nanodollars(first.Point.Value / 2));
        Assert.True(first.High > new Nanodollars(first.Point.Value * 3 / 2));
        Assert.InRange(first.ExhaustionProbability!.Value, 0.01, 0.49);
        Assert.Null(first.ExhaustionDate);
        Assert.Equal((0, 0), (first.DaysObserved, first.ActiveDays));
        Assert.Contains("today so far counts as one", first.Basis.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void From_the_third_day_with_usage_on_today_is_no_observation()
    {
        var known = AForecast.UntilYesterday(100, 200, 300).Nano.ToArray();
        var input = AForecast.Of(AForecast.UntilYesterday(100, 200, 300), 9 * Nanodollars.PerUsd) with { TodayLeft = 0.5 };

        var without = Forecaster.Project(input);
        var with = Forecaster.Project(input with { Costs = new DailyCosts(AForecast.Today.AddDays(-3), known.Append(3 * Nanodollars.PerUsd).ToArray()) });

        Assert.Equal((without.Point, without.Low, without.High), (with.Point, with.Low, with.High));
        Assert.False(with.Basis.CountsToday);
    }

    [Fact]
    public void Without_an_allocation_there_is_no_date_and_no_probability()
    {
        var input = AForecast.Of(AForecast.NinetyNineDays(), 23_000_000_000);

        foreach (var none in new Nanodollars?[] { null, Nanodollars.Zero })
        {
            var projection = Forecaster.Project(input with { Allocation = none });

            Assert.Null(projection.Allocation);
            Assert.Null(projection.ExhaustionDate);
            Assert.Null(projection.ExhaustionProbability);
        }
    }

    [Fact]
    public void A_seat_that_has_run_out_shows_the_day_it_did_with_certainty()
    {
        var projection = Forecaster.Project(AForecast.Of(AForecast.NinetyNineDays(), 100_000_000_000) with { ExhaustedOn = new DateOnly(2026, 11, 7) });

        Assert.Equal(new DateOnly(2026, 11, 7), projection.ExhaustionDate);
        Assert.Equal(1, projection.ExhaustionProbability);
    }

    [Fact]
    public void Days_after_the_stop_are_no_observations()
    {
        int[] before = [500, 700, 600, 500, 800, 700, 600, 500, 700, 600];
        var stopped = AForecast.UntilYesterday([.. before, 100, 0, 0, 0]) with
        {
            Stopped = [new DayRange(AForecast.Today.AddDays(-4), AForecast.End)],
        };
        var unmarked = stopped with { Stopped = [] };

        var fitted = Forecaster.Project(AForecast.Of(stopped, 100_000_000_000));
        var naive = Forecaster.Project(AForecast.Of(unmarked, 100_000_000_000));

        Assert.Equal(10, fitted.DaysObserved);
        Assert.True(fitted.Basis.DailyRate > Nanodollars.FromUsd(5));
        Assert.True(naive.Basis.DailyRate < Nanodollars.FromUsd(5));
        Assert.Contains("Days after the credit ran out are left out.", fitted.Basis.Sentences);
    }

    [Fact]
    public void Only_the_last_120_full_days_count_and_today_never_does()
    {
        var days = Enumerable.Range(0, 121).Select(i => 100 + (i % 7)).ToArray();
        var dear = days.ToArray();
        dear[0] = 999_999;
        var withToday = new DailyCosts(AForecast.Today.AddDays(-121), dear.Select(c => c * Nanodollars.PerCent).Append(777 * Nanodollars.PerUsd).ToArray());

        var expected = Forecaster.Project(AForecast.Of(AForecast.UntilYesterday(days[1..]), 5_000_000_000));
        var actual = Forecaster.Project(AForecast.Of(withToday, 5_000_000_000));

        Assert.Equal((expected.Point, expected.Low, expected.High), (actual.Point, actual.Low, actual.High));
        Assert.Equal(120, actual.DaysObserved);
    }

    [Fact]
    public void Days_missing_at_the_end_of_the_series_are_days_of_zero()
    {
        var whole = AForecast.UntilYesterday(500, 600, 700, 0, 0, 0);
        var cut = whole with { Nano = whole.Nano[..3] };

        Assert.Equal(Forecaster.Project(AForecast.Of(whole, 0)).Point, Forecaster.Project(AForecast.Of(cut, 0)).Point);
    }

    [Fact]
    public void A_series_beyond_all_money_stays_within_the_range()
    {
        var projection = Forecaster.Project(AForecast.Of(
            new DailyCosts(AForecast.Today.AddDays(-3), new[] { long.MaxValue, long.MaxValue, long.MaxValue }), long.MaxValue - 5));

        Assert.Equal(long.MaxValue, projection.Point.Value);
        Assert.Equal(long.MaxValue, projection.High.Value);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        var input = AForecast.Of(AForecast.NinetyNineDays(), 0);

        Assert.Throws<ArgumentException>(() => Forecaster.Project(input with { CycleEnd = input.CycleStart }));
        Assert.Throws<ArgumentException>(() => Forecaster.Project(input with { TodayLeft = 1.01 }));
        Assert.Throws<ArgumentException>(() => Forecaster.Project(input with { TodayLeft = double.NaN }));
        Assert.Throws<ArgumentException>(() => Forecaster.Project(input with { Consumed = new Nanodollars(-1) }));
    }

    [Fact]
    public void The_sentences_name_the_heaviest_day_and_what_came_from_earlier_cycles()
    {
        var mondays = Enumerable.Range(0, 56).Select(i => AForecast.Today.AddDays(i - 56).DayOfWeek == DayOfWeek.Monday ? 900 : 200).ToArray();

        var basis = Forecaster.Project(AForecast.Of(AForecast.UntilYesterday(mondays), 0)).Basis;

        Assert.Equal(DayOfWeek.Monday, basis.HeaviestWeekday);
        Assert.Equal(
            ["56 full days observed, 56 with usage.", "Recent days count double each week; Mondays are the heaviest day.", "37% of the weight is from earlier cycles."],
            basis.Sentences);
    }

    private static void AssertNear(long expected, Nanodollars actual) =>
        Assert.InRange(actual.Value, expected - 2, expected + 2);
}
