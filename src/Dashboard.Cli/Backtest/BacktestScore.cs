using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Cli.Backtest;

/// <summary>
/// Forecasts every seat of a suite as it would have been forecast on the day, and scores it against what the cycle came to and
/// against a plain straight line. Scored are the cycles after two of history; a seat that starts later, from its first on.
/// A seat is forecast from its first full day on, and only what lay before that day is known to the forecast.
/// </summary>
public static class BacktestScore
{
    /// <summary>The days of the cycle after which forecasts are scored.</summary>
    public static readonly IReadOnlyList<int> ScoredDays = [3, 5, 10, 15, 20];

    public static IReadOnlyList<BacktestDay> Of(IReadOnlyList<BacktestSuite> organisations) =>
        [.. ScoredDays.Select(day => new BacktestDay(day, TrackRecord.Of(organisations.SelectMany(o => Forecasts(o, day)))))];

    /// <summary>The forecasts made after <paramref name="elapsed"/> full days of every scored cycle, with their outcomes.</summary>
    public static IReadOnlyList<ScoredForecast> Forecasts(BacktestSuite suite, int elapsed)
    {
        var costs = suite.Seats.Select(s => s.Costs).ToList();
        var scored = new List<ScoredForecast>();
        for (var cycle = BacktestSuite.HistoryCycles; cycle < suite.Cycles; cycle++)
        {
            var start = suite.Start.AddDays(cycle * BacktestSuite.CycleDays);
            var end = start.AddDays(BacktestSuite.CycleDays);
            var today = start.AddDays(elapsed);
            var known = costs.Where(c => c.First < today).ToList();
            var peers = PeerProfile.Of(known, today);
            foreach (var seat in known)
            {
                var projection = Forecaster.Project(new ForecastInput
                {
                    AsOfMs = new DateTimeOffset(today, default, default).ToUnixTimeMilliseconds(),
                    Today = today,
                    CycleStart = start,
                    CycleEnd = end,
                    Consumed = Between(seat, start, today),
                    Costs = seat,
                    Peers = peers,
                });
                scored.Add(new ScoredForecast(PublishedForecast.Of(projection, start, end), Between(seat, start, end)));
            }
        }

        return scored;
    }

    private static Nanodollars Between(DailyCosts costs, DateOnly from, DateOnly until)
    {
        var sum = 0L;
        var first = Math.Max(0, from.DayNumber - costs.First.DayNumber);
        var end = Math.Min(costs.Nano.Length, until.DayNumber - costs.First.DayNumber);
        for (var at = first; at < end; at++)
        {
            sum = checked(sum + costs.Nano.Span[at]);
        }

        return new Nanodollars(sum);
    }
}
