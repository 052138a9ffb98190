using System.Globalization;
using Dashboard.Web.Components.Charts;

namespace Dashboard.Web.Mail.Raster;

/// <summary>
/// A cycle's chart as a PNG for mails, drawn from the same finished view as the chart of pages and in the same layers. It stands on a light
/// ground of its own, so that it reads the same where the mail around it is dark. What it says stands beside it in words.
/// </summary>
public static class ChartPicture
{
    /// <summary>Width in points; the picture has twice as many pixels.</summary>
    public const int Width = 512;

    /// <summary>Height in points.</summary>
    public const int Height = 228;

    private const int Scale = 2;
    private const double Pad = 10;
    private const double Foot = 22;
    private const double BandOpacity = 0.12;
    private const int DaysBetweenTicks = 5;

    // The light colours of tokens.css, where each has its meaning; a mail cannot read a style sheet.
    private static readonly Colour Surface = Colour.Of(0xFFFFFF);
    private static readonly Colour Line = Colour.Of(0xE4E7EC);
    private static readonly Colour LineStrong = Colour.Of(0xCDD2DA);
    private static readonly Colour Threshold = Colour.Of(0xAAB1BD);
    private static readonly Colour Text = Colour.Of(0x5F6978);
    private static readonly Colour Consumed = Colour.Of(0x2354CC);
    private static readonly Colour Projected = Colour.Of(0x5E84DE);
    private static readonly Colour Allocation = Colour.Of(0x10141A);
    private static readonly Colour Ghost = Colour.Of(0x868E9B);
    private static readonly Colour Overage = Colour.Of(0x8A3AA0);
    private static readonly Colour Uncovered = Colour.Of(0xB3261E);
    private static readonly Colour Likely = Colour.Of(0xAE4208);
    private static readonly Colour Unclaimed = Colour.Of(0x0B6B78);

    /// <summary>The picture, or null when there is no usage to draw. The same view gives the same bytes.</summary>
    public static byte[]? Of(DrawdownChartView view) => Draw(view) is { } canvas ? Png.Encode(canvas) : null;

    internal static Canvas? Draw(DrawdownChartView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Used.Count == 0)
        {
            return null;
        }

        var canvas = new Canvas(Width, Height, Scale, Surface);
        var axis = AxisOf(view);
        Grid(canvas, axis, view);
        Lines(canvas, axis, view);
        Marks(canvas, axis, view);
        return canvas;
    }

    /// <summary>Where amounts and instants stand in the picture of this view.</summary>
    internal static ChartAxis AxisOf(DrawdownChartView view)
    {
        var plain = new ChartAxis(view, 0, Pad, Width - Pad, Height - Foot);
        return new ChartAxis(view, Left(plain), Pad, Width - Pad, Height - Foot);
    }

    private static double Left(ChartAxis axis) => Pad + AxisFont.WidthOf(axis.Label(axis.Steps)) + Pad;

    private static void Grid(Canvas canvas, ChartAxis axis, DrawdownChartView view)
    {
        var left = Left(axis);
        for (var tick = 0; tick <= axis.Steps; tick++)
        {
            var y = Math.Round(axis.Y(tick));
            canvas.Rectangle(left, y, Width - Pad, y + 1, tick == 0 ? Threshold : Line);
            var label = axis.Label(tick);
            AxisFont.Write(canvas, label, left - Pad - AxisFont.WidthOf(label), y - (AxisFont.Height / 2), Text);
        }

        // Days by their number; the month stands in the words beside the picture.
        var first = Local(view.Start, view);
        for (var day = first; ; day = day.AddDays(DaysBetweenTicks))
        {
            var x = axis.X(AtStartOf(day, view));
            if (AtStartOf(day, view) >= view.End)
            {
                break;
            }

            canvas.Rectangle(x, Height - Foot, x + 1, Height - Foot + 4, Threshold);
            var label = day.Day.ToString(CultureInfo.InvariantCulture);
            AxisFont.Write(canvas, label, x - (day == first ? 0 : AxisFont.WidthOf(label) / 2), Height - Foot + 8, Text);
        }

        if (view.Now > view.Start && view.Now < view.End)
        {
            var x = axis.X(view.Now);
            canvas.Rectangle(x - 0.5, Pad, x + 0.5, Height - Foot, LineStrong);
        }
    }

    private static void Lines(Canvas canvas, ChartAxis axis, DrawdownChartView view)
    {
        var allocation = view.Unclaimed ? Unclaimed : Allocation;
        if (view.Projection is { } band)
        {
            canvas.Band([.. band.Select(p => (axis.X(p.At), axis.Y(p.Low), axis.Y(p.High)))], Consumed, BandOpacity);
        }

        if (view.LastCycle is { } before)
        {
            canvas.Line([.. before.Select(axis.Of)], 1.25, Ghost, 2);
        }

        foreach (var mark in view.Marks)
        {
            canvas.Steps([.. mark.Points.Select(axis.Of)], 1, Threshold, 2);
        }

        canvas.Steps([.. view.Allocation.Select(axis.Of)], 1.5, allocation, view.Unclaimed ? 4 : 0);
        if (view.Projection is { } path)
        {
            canvas.Line([.. path.Select(p => (axis.X(p.At), axis.Y(p.Amount)))], 2, Projected, 5);
        }

        canvas.Line([.. view.Used.Select(axis.Of)], 2.5, Consumed);
        if (view.Over is { } over)
        {
            canvas.Line([.. over.Select(axis.Of)], 2.5, AfterCredit(view));
        }
    }

    /// <summary>The names of the thresholds, the dot at now, and where credit ends: a dashed line down from the ring on the allocation.</summary>
    private static void Marks(Canvas canvas, ChartAxis axis, DrawdownChartView view)
    {
        (double X, double Y)? before = null;
        foreach (var mark in view.Marks.Where(m => m.Points.Count > 0))
        {
            // Under its line, where the allocation last grew; beside the other name where the two lines are close, and above the line at the foot.
            var (x, y) = axis.Of(mark.Points.Count > 2 ? mark.Points[^2] : mark.Points[0]);
            var top = y + 3 + AxisFont.Height > Height - Foot ? y - 3 - AxisFont.Height : y + 3;
            x = before is { } other && Math.Abs(other.Y - top) < AxisFont.Height + 2 ? other.X + 6 : x + 4;
            AxisFont.Write(canvas, mark.Name, x, top, Text);
            before = (x + AxisFont.WidthOf(mark.Name), top);
        }

        var (nowX, nowY) = axis.Of((view.Over ?? view.Used)[^1]);
        canvas.Ring(nowX, nowY, 4, 2, Surface, view.Over is null ? Consumed : AfterCredit(view));
        if (view.RunsOut is { } end)
        {
            var tone = end.InThePast ? Uncovered : Likely;
            var (x, y) = (axis.X(end.At), axis.Y(view.Allocation[^1].Amount));
            canvas.Line([(x, y), (x, Height - Foot)], 1, tone, 3);
            canvas.Ring(x, y, 4, 2, tone, Surface);
        }
    }

    private static Colour AfterCredit(DrawdownChartView view) => view.After is ChartAfterCredit.Uncovered ? Uncovered : Overage;

    private static DateOnly Local(DateTimeOffset at, DrawdownChartView view) => Credits.Cycles.ZoneDays.DayOf(at.ToUnixTimeMilliseconds(), view.Zone);

    private static DateTimeOffset AtStartOf(DateOnly day, DrawdownChartView view) => DateTimeOffset.FromUnixTimeMilliseconds(Credits.Cycles.ZoneDays.FirstInstantOf(day, view.Zone));
}
