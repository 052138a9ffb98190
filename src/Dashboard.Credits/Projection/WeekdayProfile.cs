using System.Collections.Immutable;

namespace Dashboard.Credits.Projection;

/// <summary>How heavy each weekday is, Monday first; the mean of the seven is 1. Source: forecast, B3 step 1.</summary>
public sealed class WeekdayProfile
{
    /// <summary>Every day weighs the same: the start, before anything is known.</summary>
    public static readonly WeekdayProfile Flat = new([1, 1, 1, 1, 1, 1, 1]);

    private WeekdayProfile(ImmutableArray<double> weights) => Weights = weights;

    /// <summary>The seven weights, Monday first.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The weekday that weighs most; the earlier in the week when two weigh the same.</summary>
    public DayOfWeek Heaviest
    {
        get
        {
            var best = 0;
            for (var k = 1; k < 7; k++)
            {
                best = Weights[k] > Weights[best] ? k : best;
            }

            return (DayOfWeek)((best + 1) % 7);
        }
    }

    /// <summary>The weight of a day.</summary>
    public double this[DateOnly day] => Weights[Index(day)];

    /// <summary>Scales seven weights (Monday first, none negative, not all zero) to a mean of 1.</summary>
    /// <exception cref="ArgumentException">Not seven numbers, a negative number, or nothing but zero.</exception>
    public static WeekdayProfile Of(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight >= 0 ? weight : double.NaN;
        }

        if (weights.Length != 7 || !(sum > 0) || !double.IsFinite(sum))
        {
            throw new ArgumentException("Seven weights are needed, none negative, not all zero.", nameof(weights));
        }

        var scaled = ImmutableArray.CreateBuilder<double>(7);
        foreach (var weight in weights)
        {
            scaled.Add(weight * 7 / sum);
        }

        return new WeekdayProfile(scaled.MoveToImmutable());
    }

    /// <summary>0 for Monday to 6 for Sunday. Day number 0, the first of January of the year 1, is a Monday.</summary>
    internal static int Index(DateOnly day) => day.DayNumber % 7;
}
