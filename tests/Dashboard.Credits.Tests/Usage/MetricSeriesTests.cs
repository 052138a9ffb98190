using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class MetricSeriesTests
{
    [Fact]
    public void Of_a_counter_from_the_start_the_difference_is_added_and_after_a_reset_all_of_it()
    {
        Assert.Equal([10, 5, 0, 3, 2], Added(isCumulative: true, (1, 10, 10), (1, 20, 15), (1, 30, 15), (40, 41, 3), (40, 50, 5)));
        Assert.Equal([10, 4], Added(isCumulative: true, (1, 10, 10), (1, 20, 4)));
    }

    [Fact]
    public void Each_point_since_the_one_before_is_added_whole() => Assert.Equal([10, 5, 5], Added(isCumulative: false, (1, 10, 10), (10, 20, 5), (20, 30, 5)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_point_sent_again_or_late_adds_nothing(bool isCumulative) => Assert.Equal([10, 0, 0], Added(isCumulative, (1, 10, 10), (1, 10, 10), (1, 5, 4)));

    [Fact]
    public void However_often_points_are_repeated_the_sum_is_what_was_counted() => Properties.ForSeeds(200, random =>
    {
        var isCumulative = random.Next(2) == 0;
        long counted = 0;
        var (start, value) = (1L, 0L);
        var points = new List<(long Start, long Time, long Amount)>();
        for (var time = 2L; time < 30; time++)
        {
            if (random.Next(6) == 0)
            {
                (start, value) = (time, 0);
            }

            var more = random.Next(50);
            counted += more;
            value += more;
            points.Add(isCumulative ? (start, time, value) : (time - 1, time, more));
            points.AddRange(points.TakeLast(random.Next(3)).ToList());
        }

        Assert.Equal(counted, Added(isCumulative, [.. points]).Sum());
    });

    private static List<long> Added(bool isCumulative, params (long Start, long Time, long Amount)[] points)
    {
        MetricSeries? known = null;
        var added = new List<long>();
        foreach (var (start, time, amount) in points)
        {
            var (after, more) = MetricSeries.Read(known, new MetricReading(1, start, time, isCumulative, null, "m", MetricKind.Cost, amount));
            known = after;
            added.Add(more);
        }

        return added;
    }
}
