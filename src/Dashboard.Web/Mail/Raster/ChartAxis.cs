using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Charts;

namespace Dashboard.Web.Mail.Raster;

/// <summary>Where amounts and instants stand in the picture. The axis of amounts ends on a round number and has at most six steps, as on pages.</summary>
internal sealed class ChartAxis
{
    private const double Headroom = 1.12;
    private const double LeastTop = 0.02;
    private const int MostSteps = 6;
    private static readonly double[] Rounds = [1, 2, 2.5, 5];

    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _bottom;
    private readonly double _startMs;
    private readonly double _lengthMs;

    public ChartAxis(DrawdownChartView view, double left, double top, double right, double bottom)
    {
        (_left, _top, _right, _bottom) = (left, top, right, bottom);
        _startMs = view.Start.ToUnixTimeMilliseconds();
        _lengthMs = view.End.ToUnixTimeMilliseconds() - _startMs;
        (Step, Steps) = Scale(Math.Max(LeastTop, Tops(view).Max()));
    }

    /// <summary>USD between two ticks.</summary>
    public double Step { get; }

    /// <summary>How many of them.</summary>
    public int Steps { get; }

    public double X(DateTimeOffset at) => _left + ((_right - _left) * Math.Clamp((at.ToUnixTimeMilliseconds() - _startMs) / _lengthMs, 0, 1));

    public double Y(Nanodollars amount) => Y(Usd(amount));

    /// <summary>The height of a tick.</summary>
    public double Y(int tick) => Y(tick * Step);

    public (double X, double Y) Of(ChartPoint point) => (X(point.At), Y(point.Amount));

    /// <summary>A tick in words: cents only where the step has them.</summary>
    public string Label(int tick) => "$" + (tick * Step).ToString(Step % 1 == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Tops(DrawdownChartView view) =>
    [
        0,
        .. view.Allocation.Select(p => Usd(p.Amount) * Headroom),
        .. view.Used.Select(p => Usd(p.Amount)),
        .. (view.Over ?? []).Select(p => Usd(p.Amount)),
        .. (view.Projection ?? []).Select(p => Usd(p.High)),
        .. (view.LastCycle ?? []).Select(p => Usd(p.Amount)),
    ];

    // The vertical position of a pixel. Every figure that is read comes as text.
    private static double Usd(Nanodollars amount) => amount.Value / (double)Nanodollars.PerUsd;

    private static (double Step, int Steps) Scale(double top)
    {
        for (var power = 0.01; ; power *= 10)
        {
            foreach (var round in Rounds)
            {
                var step = round * power;
                var steps = Math.Max((int)Math.Ceiling(Math.Min((top / step) - 1e-9, MostSteps + 1)), 2);
                if (steps <= MostSteps)
                {
                    return (step, steps);
                }
            }
        }
    }

    private double Y(double usd) => _bottom - ((_bottom - _top) * (usd / (Step * Steps)));
}
