namespace Dashboard.Credits.Projection;

/// <summary>
/// Chooses an organisation's widening factor from its own error ledger: the smallest of 0.1, 0.2 … 1.0 whose bands would have
/// held at least 78% of the outcomes (85% is the upper end of the aim; 0.1 is the least). Source: forecast, B3 step 8.
/// </summary>
public static class BandWidening
{
    /// <summary>The factor to start with, and the smallest.</summary>
    public const double Least = 0.1;

    /// <summary>The largest factor.</summary>
    public const double Most = 1.0;

    /// <summary>Below this many scored forecasts the coverage says too little and the factor stays at the least.</summary>
    public const int LeastForecasts = 40;

    private const double CoverageAim = 0.78;

    /// <summary>The factor for the next forecasts. Depends on the scored forecasts only, not on their order nor on the factor before.</summary>
    public static double Choose(IReadOnlyCollection<ScoredForecast> scored)
    {
        if (scored.Count < LeastForecasts)
        {
            return Least;
        }

        for (var tenths = 1; tenths < 10; tenths++)
        {
            if (Coverage(scored, tenths / 10.0) >= CoverageAim)
            {
                return tenths / 10.0;
            }
        }

        return Most;
    }

    /// <summary>The share of outcomes that the 80% band would have held under a factor.</summary>
    public static double Coverage(IReadOnlyCollection<ScoredForecast> scored, double widening) =>
        scored.Count == 0 ? 1 : (double)scored.Count(s => Holds(s, widening)) / scored.Count;

    private static bool Holds(ScoredForecast scored, double widening)
    {
        var forecast = scored.Forecast;
        var mean = (double)(forecast.Point - forecast.Consumed).Value;
        var came = (double)(scored.Outcome - forecast.Consumed).Value;
        var s2 = forecast.Spread + Forecaster.Widened(widening, forecast.DaysLeft);
        return came >= Math.Floor(mean * Math.Min(1, GammaBand.Quantile(s2, -GammaBand.Z80)))
            && came <= Math.Ceiling(mean * Math.Max(1, GammaBand.Quantile(s2, GammaBand.Z80)));
    }
}
