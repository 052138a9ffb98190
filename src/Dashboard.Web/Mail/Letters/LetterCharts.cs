using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Mail.Raster;

namespace Dashboard.Web.Mail.Letters;

/// <summary>The chart of a page as it goes into a letter, and out of it into a picture.</summary>
internal static class LetterCharts
{
    private const string ContentId = "chart";

    /// <summary>The chart as stored; null when it has nothing to draw.</summary>
    public static LetterChart? Of(DrawdownChartView view) => view.Used.Count == 0 ? null : new LetterChart
    {
        Words = $"{(view.Shadow ? "As if the programme were live. " : "")}{view.Sentence}",
        StartMs = Ms(view.Start),
        EndMs = Ms(view.End),
        NowMs = Ms(view.Now),
        Zone = view.Zone.Id,
        Allocation = Points(view.Allocation),
        Used = Points(view.Used),
        Over = Points(view.Over),
        OverIsUncovered = view.After is ChartAfterCredit.Uncovered,
        Projection = [.. (view.Projection ?? []).Select(p => new LetterBandPoint(Ms(p.At), p.Amount, p.Low, p.High))],
        LastCycle = Points(view.LastCycle),
        LastCycleName = view.LastCycleName,
        Marks = [.. view.Marks.Select(m => new LetterMark(m.Name, Points(m.Points)))],
        RunsOutMs = view.RunsOut is { } end ? Ms(end.At) : null,
        RanOut = view.RunsOut is { InThePast: true },
        Unclaimed = view.Unclaimed,
    };

    /// <summary>The picture with its words; nothing when there is nothing to draw.</summary>
    public static ImmutableArray<LetterPart> Picture(LetterChart? chart) =>
        chart is not null && ChartPicture.Of(View(chart)) is { } png ? [new LetterPart.Picture(ContentId, png, chart.Words, Legend(chart))] : [];

    internal static DrawdownChartView View(LetterChart chart) => new()
    {
        Sentence = chart.Words,
        Start = At(chart.StartMs),
        End = At(chart.EndMs),
        Now = At(chart.NowMs),
        Zone = ZoneDays.Find(chart.Zone),
        Allocation = Points(chart.Allocation),
        Used = Points(chart.Used),
        Over = chart.Over.Length == 0 ? null : Points(chart.Over),
        After = chart.OverIsUncovered ? ChartAfterCredit.Uncovered : ChartAfterCredit.Overage,
        Projection = chart.Projection.Length == 0 ? null : [.. chart.Projection.Select(p => new ChartBandPoint(At(p.AtMs), p.Amount, p.Low, p.High))],
        LastCycle = chart.LastCycle.Length == 0 ? null : Points(chart.LastCycle),
        LastCycleName = chart.LastCycleName,
        Marks = [.. chart.Marks.Select(m => new ChartMark(m.Name, Points(m.Points)))],
        RunsOut = chart.RunsOutMs is { } end ? new ChartRunsOut(At(end), "", chart.RanOut) : null,
        Unclaimed = chart.Unclaimed,
        Days = [],
    };

    /// <summary>What each line is, by how it is drawn: colour alone tells nobody.</summary>
    private static string Legend(LetterChart chart)
    {
        List<string> lines = ["Thick line: used.", chart.Unclaimed ? "Dashed level line: allocation if claimed." : "Dark level line: allocation."];
        if (chart.Over.Length > 0)
        {
            lines.Add(chart.OverIsUncovered ? "Thick line after the ring: uncovered." : "Thick line after the crossing: overage.");
        }

        if (chart.Projection.Length > 0)
        {
            lines.Add("Dashes: projected, in its 80% band.");
        }

        if (chart.LastCycle.Length > 0)
        {
            lines.Add($"Dots: {chart.LastCycleName}.");
        }

        return string.Join(' ', lines);
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static ImmutableArray<LetterPoint> Points(IReadOnlyList<ChartPoint>? points) => points is null ? [] : [.. points.Select(p => new LetterPoint(Ms(p.At), p.Amount))];

    private static List<ChartPoint> Points(ImmutableArray<LetterPoint> points) => [.. points.Select(p => new ChartPoint(At(p.AtMs), p.Amount))];
}
