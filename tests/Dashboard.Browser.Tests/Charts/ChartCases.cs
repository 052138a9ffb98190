using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Browser.Tests.Charts;

/// <summary>Every case the chart must survive, from invented figures in <c>cases.json</c> (milliseconds and USD).</summary>
public static class ChartCases
{
    private static readonly Dictionary<string, RawCase> Raw = Read();

    public static IReadOnlyList<(string Name, string Title, DrawdownChartView View)> All { get; } =
    [
        ("seat", "Likely to run out", View("seat") with { Caption = "18 full days observed. Recent days count double each week; Wednesdays are the heaviest day.", CaptionEnd = "Last 6 cycles: off by 14% on day 19, a straight line by 19%" }),
        ("org", "Organisation", View("org") with { UsedName = "Used", Height = 320 }),
        ("day1", "One day of data", View("day1") with { Caption = "Thin data: the band is wide and says so. 1 observation, last cycle carries the rest." }),
        ("full", "Closed cycle", View("full") with { Caption = "11.86 of 100.00 expired." }),
        ("low", "3% of the allocation", View("low") with { Caption = "The axis stays on the allocation, so little looks little." }),
        ("high", "140% with overage on", View("high") with { Caption = "The line changes colour where credit ends. Everything above is payable." }),
        ("exhausted", "Exhausted, overage off", View("exhausted") with { Caption = "1.86 used after credit ended: uncovered, shown and never billed by us." }),
        ("step", "Allocation that grows", View("step") with { Caption = "Plan change on 12 Nov with the policy “immediate difference”: 20.00 to 100.00." }),
        ("overage", "Overage with a cap", View("overage") with { Caption = "Projected 350.98, so the cap would be reached on 30 Nov." }),
        ("stale", "Stale data", Stale()),
        ("unclaimed", "Unclaimed", Unclaimed()),
        ("shadow", "Shadow mode", View("high") with { Shadow = true, Caption = "Overage of 40.12 would be payable." }),
        ("empty", "No usage yet", View("low") with { Used = [], Projection = null, Empty = new("No usage in this cycle", "Lena's 20.00 are untouched. The chart starts with the first request.", "Check her sources", "sources") }),
    ];

    public static DrawdownChartView Of(string name) => All.Single(c => c.Name == name).View;

    private static DrawdownChartView Stale()
    {
        var view = View("seat");
        var end = view.Start.AddDays(15).AddHours(17).AddMinutes(20);
        return view with
        {
            Used = [.. view.Used.Where(p => p.At < end), new(end, view.Used.Last(p => p.At < end).Amount + Nanodollars.FromCents(40))],
            Projection = null,
            RunsOut = null,
            Days = [.. view.Days.Select(d => d.At < end ? d : d with { Used = null, Left = null, Projected = null, Low = null, High = null })],
            Caption = "No data since 16 Nov, 17:20",
        };
    }

    private static DrawdownChartView Unclaimed()
    {
        var view = View("low");
        var hundred = Nanodollars.FromUsd(100);
        return view with
        {
            Unclaimed = true,
            AllocationWord = "if claimed",
            Allocation = [new(view.Start, hundred), new(view.End, hundred)],
            Used = [new(view.Start, Nanodollars.Zero)],
            Over = [.. view.Used.Select(p => p with { Amount = new(p.Amount.Value * 23) })],
            After = ChartAfterCredit.Uncovered,
            Projection = null,
            LastCycle = null,
            Marks = [],
            Days = [.. view.Days.Select(d => d with { Allocation = null, Left = null, Projected = null, Low = null, High = null, LastCycle = null })],
            Caption = "Nobody has claimed this credit. 14.26 was used without it.",
        };
    }

    private static DrawdownChartView View(string name)
    {
        var raw = Raw[name];
        var now = At(raw.Now);
        return new()
        {
            Sentence = $"Used {raw.Used[^1][1]} by now.",
            Start = At(raw.Start),
            End = At(raw.End),
            Now = now,
            Zone = TimeZoneInfo.Utc,
            Allocation = Line(raw.Alloc)!,
            Used = Line(raw.Used)!,
            Over = Line(raw.Over),
            After = raw.After == "uncovered" ? ChartAfterCredit.Uncovered : ChartAfterCredit.Overage,
            Projection = raw.Path?.Select(p => new ChartBandPoint(At(p[0]), Amount(p[1]), Amount(p[2]), Amount(p[3]))).ToList(),
            LastCycle = Line(raw.Ghost),
            LastCycleName = raw.GhostName ?? "",
            Marks = [.. (raw.Marks ?? []).Select(m => new ChartMark(m.Name, Line(m.Points)!))],
            RunsOut = raw.RunsOut is { } end ? new(At(end.At), end.Word, At(end.At) <= now) : null,
            Closed = raw.Closed ?? false,
            Height = 264,
            Days = [.. Days(raw)],
        };
    }

    private static IEnumerable<ChartDay> Days(RawCase raw)
    {
        var used = raw.Used.Concat(raw.Over ?? []).DistinctBy(p => p[0]).ToDictionary(p => p[0], p => Amount(p[1]));
        var ghost = (raw.Ghost ?? []).ToDictionary(p => p[0], p => Amount(p[1]));
        var path = (raw.Path ?? []).Where(p => p[0] > raw.Now).ToDictionary(p => p[0]);
        var ends = Enumerable.Range(1, 30).Select(d => raw.Start + (d * 86_400_000d)).Append(raw.Now).Distinct().Order();
        foreach (var end in ends.Where(e => e <= raw.Now ? used.ContainsKey(e) : path.ContainsKey(e) || ghost.ContainsKey(e)))
        {
            var allocation = Amount(raw.Alloc.Last(p => p[0] <= end)[1]);
            Nanodollars? now = end <= raw.Now ? used[end] : null;
            var then = path.GetValueOrDefault(end);
            Nanodollars? known = now ?? (then is null ? null : Amount(then[1]));
            var day = Show.Day(DateOnly.FromDateTime(At(end - 1).DateTime), new DateOnly(2026, 1, 1));
            yield return new()
            {
                At = At(end),
                Name = end == raw.Now ? $"{day} ({At(end):HH:mm})" : day,
                Heading = $"{At(end - 1):ddd} {day}, {(end == raw.Now ? "now" : "end of day")}",
                Used = now,
                Over = now is { } u && u > allocation ? u - allocation : null,
                Projected = then is null ? null : Amount(then[1]),
                Low = then is null ? null : Amount(then[2]),
                High = then is null ? null : Amount(then[3]),
                Allocation = allocation,
                Left = known is { } k ? Nanodollars.Max(Nanodollars.Zero, allocation - k) : null,
                LastCycle = ghost.TryGetValue(end, out var last) ? last : null,
            };
        }
    }

    private static List<ChartPoint>? Line(double[][]? points) => points?.Select(p => new ChartPoint(At(p[0]), Amount(p[1]))).ToList();

    private static DateTimeOffset At(double ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)ms);

    private static Nanodollars Amount(double usd) => Nanodollars.FromCents((long)Math.Round(usd * 100));

    private static Dictionary<string, RawCase> Read() =>
        JsonSerializer.Deserialize<Dictionary<string, RawCase>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Charts", "cases.json")), JsonSerializerOptions.Web)!;

    private sealed record RawCase(
        double Start, double End, double Now, double[][] Alloc, double[][] Used, double[][]? Over, string? After, double[][]? Path,
        double[][]? Ghost, string? GhostName, RawMark[]? Marks, RawEnd? RunsOut, bool? Closed);

    private sealed record RawMark(string Name, double[][] Points);

    private sealed record RawEnd(double At, string Word);
}
