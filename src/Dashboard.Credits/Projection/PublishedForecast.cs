using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>
/// A forecast as it was published, kept to be scored when its cycle has ended: law, section 7.
/// <paramref name="DaysElapsed"/> counts the full days of the cycle before it.
/// </summary>
public sealed record PublishedForecast(
    DateOnly Day,
    int DaysElapsed,
    int CycleDays,
    Nanodollars Consumed,
    Nanodollars Point,
    Nanodollars Low,
    Nanodollars High,
    double Spread,
    double DaysLeft)
{
    /// <summary>What a plain straight line would have said: usage ÷ days elapsed × days of the cycle, half up at the nanodollar.</summary>
    public Nanodollars Linear => StraightLine(Consumed, DaysElapsed, CycleDays);

    /// <summary>Keeps a projection for scoring.</summary>
    public static PublishedForecast Of(CycleProjection projection, DateOnly cycleStart, DateOnly cycleEnd) => new(
        projection.Today,
        projection.Today.DayNumber - cycleStart.DayNumber,
        cycleEnd.DayNumber - cycleStart.DayNumber,
        projection.Consumed,
        projection.Point,
        projection.Low,
        projection.High,
        projection.Spread,
        projection.DaysLeft);

    private static Nanodollars StraightLine(Nanodollars consumed, int elapsed, int days)
    {
        if (elapsed <= 0)
        {
            return consumed;
        }

        var line = (((Int128)consumed.Value * days * 2) + elapsed) / ((Int128)elapsed * 2);
        return new Nanodollars((long)Int128.Min(line, long.MaxValue));
    }
}
