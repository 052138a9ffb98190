using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features;

/// <summary>The rows of the table beside a cycle's chart: each day of the books, today as far as it went, then the days of the projection.</summary>
internal sealed class CycleChartRows
{
    private readonly CycleChart _chart;
    private readonly DateOnly _today;

    private CycleChartRows(CycleChart chart) => (_chart, _today) = (chart, ZoneDays.DayOf(chart.NowMs, chart.Zone));

    public static IEnumerable<ChartDay> Of(CycleChart chart, IReadOnlyList<ChartBandPoint>? path) =>
        new CycleChartRows(chart).All(path?.Skip(1).ToDictionary(p => p.At.ToUnixTimeMilliseconds()) ?? []);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private IEnumerable<ChartDay> All(Dictionary<long, ChartBandPoint> projected)
    {
        var (days, before) = (_chart.Days, _chart.LastCycle);
        for (var day = _chart.Start; day < _chart.End; day = day.AddDays(1))
        {
            var index = day.DayNumber - _chart.Start.DayNumber;
            var endMs = ZoneDays.FirstInstantOf(day.AddDays(1), _chart.Zone);
            var last = before.Count == 0 ? (Nanodollars?)null : index < before.Count ? before[index] : before[^1];
            if (index < days.Count)
            {
                yield return Known(days[index], Math.Min(endMs, _chart.NowMs), endMs > _chart.NowMs, last);
            }

            if (projected.TryGetValue(endMs, out var expected))
            {
                yield return Expected(day, endMs, expected, last);
            }
        }
    }

    private ChartDay Known(SeriesDay day, long atMs, bool isRunning, Nanodollars? last)
    {
        var name = Show.Day(day.Day, _today);
        var isKnown = ZoneDays.FirstInstantOf(day.Day, _chart.Zone) <= _chart.LastMs;
        var allocation = _chart.IfClaimed ?? day.Allocated;
        return new ChartDay
        {
            At = At(atMs),
            Name = isRunning ? $"{name} ({TimeZoneInfo.ConvertTime(At(atMs), _chart.Zone).ToString("HH:mm", CultureInfo.InvariantCulture)})" : name,
            Heading = Heading(day.Day, isRunning ? "now" : "end of day"),
            Used = isKnown ? _chart.Used(day) : null,
            Over = isKnown && _chart.Splits ? day.Overage + day.Uncovered : null,
            Allocation = allocation,
            Left = isKnown && _chart.HasLeft ? Nanodollars.Max(allocation - day.Consumed, default) : null,
            LastCycle = last,
        };
    }

    private ChartDay Expected(DateOnly day, long endMs, ChartBandPoint expected, Nanodollars? last)
    {
        var allocation = _chart.IfClaimed ?? (_chart.Days.Count > 0 ? _chart.Days[^1].Allocated : default);
        return new ChartDay
        {
            At = At(endMs),
            Name = Show.Day(day, _today),
            Heading = Heading(day, "end of day"),
            Projected = expected.Amount,
            Low = expected.Low,
            High = expected.High,
            Allocation = allocation,
            Left = _chart.HasLeft ? Nanodollars.Max(allocation - expected.Amount, default) : null,
            LastCycle = last,
        };
    }

    private string Heading(DateOnly day, string when) => $"{day.ToString("ddd", CultureInfo.InvariantCulture)} {Show.Day(day, _today)}, {when}";
}
