namespace Dashboard.Credits.Projection;

/// <summary>Quantiles of what is still to come, and the normal distribution behind them. Source: forecast, B3 steps 5 and 6.</summary>
internal static class GammaBand
{
    /// <summary>The 10% and 90% points of the standard normal distribution: ±1.2816.</summary>
    public const double Z80 = 1.2816;

    /// <summary>The quantile as a multiple of the mean, by Wilson and Hilferty, of a gamma with squared coefficient of variation <paramref name="s2"/>.</summary>
    public static double Quantile(double s2, double z)
    {
        if (s2 <= 0)
        {
            return 1;
        }

        var root = Math.Max(0, 1 - (s2 / 9) + (z * Math.Sqrt(s2) / 3));
        return root * root * root;
    }

    /// <summary>P(exhaust) = 1 − Φ((ln(left ÷ mean) + σ²/2) ÷ σ), σ² = ln(1 + s²): that more than <paramref name="left"/> will still be used.</summary>
    public static double Exceeds(double left, double mean, double s2)
    {
        if (left <= 0)
        {
            return 1;
        }

        if (mean <= 0)
        {
            return 0;
        }

        var variance = Math.Log(1 + s2);
        if (variance <= 0)
        {
            return mean > left ? 1 : 0;
        }

        var sigma = Math.Sqrt(variance);
        return Math.Clamp(UpperTail((Math.Log(left / mean) + (variance / 2)) / sigma), 0, 1);
    }

    /// <summary>1 − Φ(x), by Hart's rational approximation as West gives it; full double precision.</summary>
    private static double UpperTail(double x)
    {
        var a = Math.Abs(x);
        double tail;
        if (a > 37)
        {
            tail = 0;
        }
        else
        {
            var density = Math.Exp(-a * a / 2);
            if (a < 7.07106781186547)
            {
                var over = (((((((0.0352624965998911 * a) + 0.700383064443688) * a) + 6.37396220353165) * a) + 33.912866078383) * a) + 112.079291497871;
                over = (((over * a) + 221.213596169931) * a) + 220.206867912376;
                var under = (((((((0.0883883476483184 * a) + 1.75566716318264) * a) + 16.064177579207) * a) + 86.7807322029461) * a) + 296.564248779674;
                under = (((((under * a) + 637.333633378831) * a) + 793.826512519948) * a) + 440.413735824752;
                tail = density * over / under;
            }
            else
            {
                var fraction = a + (1 / (a + (2 / (a + (3 / (a + (4 / (a + 0.65))))))));
                tail = density / (fraction * 2.506628274631);
            }
        }

        return x >= 0 ? tail : 1 - tail;
    }
}
