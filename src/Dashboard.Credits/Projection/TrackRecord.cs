using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>
/// How good past forecasts were. WAPE = Σ|forecast − outcome| ÷ Σ outcome, of ours and of a plain straight line; the coverage is the
/// share of outcomes within the 80% band, ends included. Null where there is nothing to divide by. Law, section 7.
/// </summary>
public sealed record TrackRecord(int Forecasts, double? Wape, double? WapeLinear, double? BandCoverage)
{
    /// <summary>Our error as a share of the straight line's: below 1 is better.</summary>
    public double? WapeRatio => Wape / WapeLinear is { } ratio && double.IsFinite(ratio) ? ratio : null;

    /// <summary>Scores forecasts, in any order.</summary>
    public static TrackRecord Of(IEnumerable<ScoredForecast> scored)
    {
        var (count, inside) = (0, 0);
        var (outcomes, errors, linearErrors) = ((Int128)0, (Int128)0, (Int128)0);
        foreach (var (forecast, outcome) in scored)
        {
            count++;
            inside += outcome >= forecast.Low && outcome <= forecast.High ? 1 : 0;
            outcomes += outcome.Value;
            errors += Distance(forecast.Point, outcome);
            linearErrors += Distance(forecast.Linear, outcome);
        }

        return new TrackRecord(
            count,
            outcomes > 0 ? (double)errors / (double)outcomes : null,
            outcomes > 0 ? (double)linearErrors / (double)outcomes : null,
            count > 0 ? (double)inside / count : null);
    }

    private static Int128 Distance(Nanodollars left, Nanodollars right) => Int128.Abs((Int128)left.Value - right.Value);
}
