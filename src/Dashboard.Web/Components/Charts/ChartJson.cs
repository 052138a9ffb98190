using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Components.Charts;

/// <summary>
/// The view as the script reads it: instants as milliseconds of the organisation's wall clock, amounts as numbers for pixels,
/// and every figure of the tooltip as finished text.
/// </summary>
internal static class ChartJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(DrawdownChartView view)
    {
        long At(DateTimeOffset instant) => (long)(TimeZoneInfo.ConvertTime(instant, view.Zone).DateTime - DateTime.UnixEpoch).TotalMilliseconds;
        double[][]? Line(IReadOnlyList<ChartPoint>? points) => points is null ? null : [.. points.Select(p => new[] { At(p.At), Number(p.Amount) })];

        return JsonSerializer.Serialize(
            new
            {
                Start = At(view.Start),
                End = At(view.End),
                Now = At(view.Now),
                Alloc = Line(view.Allocation),
                AllocWord = view.AllocationWord,
                view.Unclaimed,
                Used = Line(view.Used),
                view.UsedName,
                Over = Line(view.Over),
                After = view.After == ChartAfterCredit.Uncovered ? "uncovered" : "overage",
                Path = view.Projection?.Select(p => new[] { At(p.At), Number(p.Amount), Number(p.Low), Number(p.High) }).ToArray(),
                Ghost = Line(view.LastCycle),
                GhostName = view.LastCycleName,
                Marks = view.Marks.Select(m => new { m.Name, Points = Line(m.Points) }).ToArray(),
                RunsOut = view.RunsOut is { } end ? new { At = At(end.At), end.Words, Past = end.InThePast } : null,
                view.Closed,
                view.Height,
                Days = view.Days.Select(d => new { At = At(d.At), d.Heading, Rows = Rows(d, view).ToArray() }).ToArray(),
            },
            Options);
    }

    // The vertical position of a pixel. Every figure that is read comes as text.
    private static double Number(Nanodollars amount) => amount.Value / (double)Nanodollars.PerUsd;

    private static IEnumerable<string[]> Rows(ChartDay day, DrawdownChartView view)
    {
        if (day.Used is { } used)
        {
            yield return ["Used so far", Show.Money(used)];
        }

        if (day.Over is { IsPositive: true } over)
        {
            yield return [view.After == ChartAfterCredit.Uncovered ? "of it uncovered" : "of it overage", Show.Money(over)];
        }

        if (day.Projected is { } projected)
        {
            yield return ["Projected", Show.Money(projected)];
        }

        if (day.Low is { } low && day.High is { } high)
        {
            yield return ["80% band", $"{Show.Money(low)}–{Show.Money(high)}"];
        }

        if (day.Left is { } left && day.Allocation is { } allocation)
        {
            yield return [(day.Used is null ? "Then left of " : "Left of ") + Show.Money(allocation), Show.Money(left)];
        }

        if (day.LastCycle is { } last)
        {
            yield return [view.LastCycleName, Show.Money(last)];
        }
    }
}
