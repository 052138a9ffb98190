using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>
/// The projection: a discounted weekday burn rate with a closed-form band. Pure; the same input gives the same answer.
/// Equations and evidence: forecast, B3.
/// </summary>
public static class Forecaster
{
    /// <summary>Below this many active days no exhaustion date is shown.</summary>
    public const int LeastActiveDays = 3;

    private const double Correlation = 1.5;
    private const double StandsOut = 1.15;

    /// <summary>Projects one cycle.</summary>
    /// <exception cref="ArgumentException">The cycle is empty, a share of today is not between 0 and 1, or usage is negative.</exception>
    public static CycleProjection Project(ForecastInput input)
    {
        if (input.CycleEnd <= input.CycleStart || input.TodayLeft is not (>= 0 and <= 1) || input.Consumed.Value < 0)
        {
            throw new ArgumentException("A cycle with days, a share of today from 0 to 1 and usage of at least zero are needed.", nameof(input));
        }

        var fit = FitOf(input);
        var (path, mean, spread, daysLeft) = Remaining(input, fit);
        var end = path.Length == 0 ? new ProjectionDay(input.Today, input.Consumed, input.Consumed, input.Consumed) : path[^1];
        var allocation = input.Allocation is { IsPositive: true } granted ? granted : (Nanodollars?)null;
        return new CycleProjection
        {
            AsOfMs = input.AsOfMs,
            Today = input.Today,
            Consumed = input.Consumed,
            Allocation = allocation,
            Point = end.Point,
            Low = end.Low,
            High = end.High,
            ExhaustionDate = allocation is null ? null : RunsOut(input, allocation.Value, fit, path),
            ExhaustionProbability = allocation is null
                ? null
                : GammaBand.Exceeds(allocation.Value.Value - (double)input.Consumed.Value, mean, spread + Widened(input.Widening, daysLeft)),
            DaysObserved = fit.DaysObserved,
            ActiveDays = fit.ActiveDays,
            Basis = BasisOf(input, fit),
            Path = path,
            Spread = spread,
            DaysLeft = daysLeft,
        };
    }

    /// <summary>
    /// Below three days with usage, today so far counts as one more day. Without it a first day would be projected as if nothing
    /// followed it, with a band of no width: certainty that nobody has.
    /// </summary>
    private static BurnFit FitOf(ForecastInput input)
    {
        var full = BurnFit.Of(input.Costs, input.Today, input.CycleStart, input.Peers);
        return full.ActiveDays >= LeastActiveDays || input.TodayLeft >= 1 || !input.Costs.IsUsedOn(input.Today)
            ? full
            : BurnFit.Of(input.Costs, input.Today.AddDays(1), input.CycleStart, input.Peers) with
            {
                DaysObserved = full.DaysObserved,
                ActiveDays = full.ActiveDays,
                CountsToday = true,
            };
    }

    /// <summary>The part of the spread that grows with the time left: widening × days left ÷ 30.</summary>
    internal static double Widened(double widening, double daysLeft) => widening * daysLeft / 30;

    private static (ProjectionDay[] Path, double Mean, double Spread, double DaysLeft) Remaining(ForecastInput input, BurnFit fit)
    {
        var first = input.Today > input.CycleStart ? input.Today : input.CycleStart;
        var path = new ProjectionDay[Math.Max(0, input.CycleEnd.DayNumber - first.DayNumber)];
        var (weight, squares, spread, daysLeft) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < path.Length; i++)
        {
            var day = first.AddDays(i);
            var share = day == input.Today ? input.TodayLeft : 1;
            var w = share * fit.Weekdays[day];
            weight += w;
            squares += w * w;
            daysLeft += share;
            spread = weight > 0 ? Correlation * fit.Dispersion * ((squares / (weight * weight)) + fit.RateVariance) : 0;
            path[i] = At(day, input, fit.Rate * weight, spread + Widened(input.Widening, daysLeft));
        }

        return (path, fit.Rate * weight, spread, daysLeft);
    }

    private static ProjectionDay At(DateOnly day, ForecastInput input, double mean, double s2)
    {
        var point = Add(input.Consumed, mean);
        var low = Add(input.Consumed, mean * Math.Min(1, GammaBand.Quantile(s2, -GammaBand.Z80)));
        var high = Add(input.Consumed, mean * Math.Max(1, GammaBand.Quantile(s2, GammaBand.Z80)));
        return new ProjectionDay(day, point, low, high);
    }

    private static DateOnly? RunsOut(ForecastInput input, Nanodollars allocation, BurnFit fit, ProjectionDay[] path)
    {
        if (input.Consumed >= allocation)
        {
            return input.ExhaustedOn ?? input.Today;
        }

        if (fit.ActiveDays < LeastActiveDays)
        {
            return null;
        }

        foreach (var day in path)
        {
            if (day.Point > allocation)
            {
                return day.Day;
            }
        }

        return null;
    }

    private static ProjectionBasis BasisOf(ForecastInput input, BurnFit fit) => new()
    {
        DailyRate = Add(Nanodollars.Zero, fit.Rate),
        DaysObserved = fit.DaysObserved,
        ActiveDays = fit.ActiveDays,
        PercentFromEarlierCycles = (int)Math.Round(fit.ShareBeforeCycle * 100),
        HeaviestWeekday = fit.OwnWeekdays && fit.Weekdays.Weights.Max() >= StandsOut ? fit.Weekdays.Heaviest : null,
        OrganisationWeekdays = !fit.OwnWeekdays,
        LeavesOutStoppedDays = input.Costs.Stopped.Count > 0,
        CountsToday = fit.CountsToday,
    };

    /// <summary>Adds an estimate, rounded to the nanodollar, and stays within the range of money.</summary>
    private static Nanodollars Add(Nanodollars to, double estimate)
    {
        var room = long.MaxValue - to.Value;
        return estimate >= room ? new Nanodollars(long.MaxValue) : new Nanodollars(to.Value + (long)Math.Round(estimate));
    }
}
