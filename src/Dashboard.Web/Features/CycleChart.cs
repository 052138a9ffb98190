using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features;

/// <summary>
/// The lines of one cycle's chart from the days of the books: day ends as instants, the point where usage crosses the allocation,
/// the projection from now on, the cycle before laid over this one, and thresholds. <see cref="CycleChartRows"/> are the same as a table.
/// </summary>
internal sealed record CycleChart
{
    public required DateOnly Start { get; init; }

    /// <summary>First day after the cycle.</summary>
    public required DateOnly End { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When the figures were derived; at or after the end the cycle is over.</summary>
    public required long AsOfMs { get; init; }

    public required IReadOnlyList<SeriesDay> Days { get; init; }

    /// <summary>What the line is: covered usage, or what was posted.</summary>
    public required Func<SeriesDay, Nanodollars> Used { get; init; }

    /// <summary>What stands against it, when it is not the granted credit: an allowance that nobody claimed.</summary>
    public Nanodollars? IfClaimed { get; init; }

    /// <summary>The line is a seat's share in the shared account.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether it is one seat's: with thresholds and the point where credit ends. Between seats credit is not shared, so the organisation's has neither.</summary>
    public bool IsSeat { get; init; }

    /// <summary>Whether the line changes its colour where the credit ends.</summary>
    public bool Splits { get; init; }

    /// <summary>No longer than to here: no data came later.</summary>
    public long? DataUntilMs { get; init; }

    public CycleProjection? Projection { get; init; }

    /// <summary>The cycle before, cumulative by day.</summary>
    public IReadOnlyList<Nanodollars> LastCycle { get; init; } = [];

    /// <summary>The cycle's end once it is over, else when the figures were derived.</summary>
    public long NowMs => IsOver ? EndMs : AsOfMs;

    /// <summary>The last instant of which something is known.</summary>
    public long LastMs => DataUntilMs is { } until && until < NowMs ? Math.Max(until, StartMs) : NowMs;

    /// <summary>Whether the line draws from credit, so that something of it is left.</summary>
    public bool HasLeft => IsSeat && IfClaimed is null;

    private long StartMs => ZoneDays.FirstInstantOf(Start, Zone);

    private long EndMs => ZoneDays.FirstInstantOf(End, Zone);

    private bool IsOver => AsOfMs >= EndMs;

    /// <summary>The view without its words.</summary>
    public DrawdownChartView View()
    {
        var (used, over, crossedMs) = Lines();
        var path = Path();
        return new DrawdownChartView
        {
            Sentence = "",
            Start = At(StartMs),
            End = At(EndMs),
            Now = At(NowMs),
            Zone = Zone,
            Allocation = Allocation(),
            Unclaimed = IfClaimed is not null,
            AllocationWord = IfClaimed is null ? (IsShare ? "share" : "allocation") : "if claimed",
            Used = used,
            Over = over,
            Projection = path,
            LastCycle = Ghost(),
            Marks = HasLeft ? Marks() : [],
            RunsOut = IsSeat ? RunsOut(crossedMs, path) : null,
            Closed = IsOver,
            Days = [.. CycleChartRows.Of(this, path)],
        };
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static Nanodollars Percent(Nanodollars amount, int percent) => new((long)((Int128)amount.Value * percent / 100));

    /// <summary>The instant between two points of a straight line at which it reaches an amount.</summary>
    private static long Crossing((long Ms, Nanodollars Amount) from, (long Ms, Nanodollars Amount) to, Nanodollars amount)
    {
        var rise = to.Amount.Value - from.Amount.Value;
        return rise <= 0 || amount <= from.Amount
            ? from.Ms
            : (long)Int128.Min(to.Ms, from.Ms + ((Int128)(to.Ms - from.Ms) * (amount.Value - from.Amount.Value) / rise));
    }

    private long DayEnd(DateOnly day) => Math.Min(ZoneDays.FirstInstantOf(day.AddDays(1), Zone), NowMs);

    private (List<ChartPoint> Used, List<ChartPoint>? Over, long? CrossedMs) Lines()
    {
        if (Days.Count == 0 || !Used(Days[^1]).IsPositive)
        {
            return ([], null, null);
        }

        var used = new List<ChartPoint> { new(At(StartMs), default) };
        List<ChartPoint>? over = null;
        long? crossed = null;
        var before = (Ms: StartMs, Amount: default(Nanodollars));
        foreach (var day in Days)
        {
            var here = (Ms: Math.Min(DayEnd(day.Day), LastMs), Amount: Used(day));
            if (Splits && crossed is null && (day.Overage + day.Uncovered).IsPositive)
            {
                crossed = Crossing(before, here, IfClaimed is null ? day.Allocated : default);
                var at = new ChartPoint(At(crossed.Value), Nanodollars.Max(before.Amount, Nanodollars.Min(here.Amount, IfClaimed is null ? day.Allocated : default)));
                Add(used, at);
                over = [at];
            }

            Add(over ?? used, new ChartPoint(At(here.Ms), here.Amount));
            before = here;
        }

        return (used, over, crossed ?? UsedUpMs());
    }

    private static void Add(List<ChartPoint> line, ChartPoint point)
    {
        if (line.Count > 0 && line[^1].At == point.At)
        {
            line[^1] = point;
        }
        else
        {
            line.Add(point);
        }
    }

    /// <summary>When exactly nothing was left without anything beyond it.</summary>
    private long? UsedUpMs()
    {
        var before = (Ms: StartMs, Amount: default(Nanodollars));
        foreach (var day in Days)
        {
            var here = (Ms: DayEnd(day.Day), Amount: Used(day));
            if (day.Allocated.IsPositive && here.Amount >= day.Allocated)
            {
                return Crossing(before, here, day.Allocated);
            }

            before = here;
        }

        return null;
    }

    private List<ChartPoint> Allocation()
    {
        if (IfClaimed is { } allowance)
        {
            return [new(At(StartMs), allowance), new(At(EndMs), allowance)];
        }

        var steps = new List<ChartPoint> { new(At(StartMs), Days.Count > 0 ? Days[0].Allocated : default) };
        foreach (var day in Days.Skip(1).Where(d => d.Allocated != steps[^1].Amount))
        {
            steps.Add(new(At(ZoneDays.FirstInstantOf(day.Day, Zone)), day.Allocated));
        }

        steps.Add(steps[^1] with { At = At(EndMs) });
        return steps;
    }

    private List<ChartMark> Marks()
    {
        var steps = Allocation();
        return steps[^1].Amount.IsPositive
            ? [.. Stage.Defaults.Where(s => s.Kind == StageKind.Percent).Select(s => new ChartMark($"{s.Threshold}%", [.. steps.Select(p => p with { Amount = Percent(p.Amount, s.Threshold) })]))]
            : [];
    }

    private List<ChartBandPoint>? Path()
    {
        if (Projection is null || IsOver || LastMs < NowMs)
        {
            return null;
        }

        var now = Projection.Consumed;
        var path = new List<ChartBandPoint> { new(At(NowMs), now, now, now) };
        path.AddRange(Projection.Path
            .Select(d => (Ms: ZoneDays.FirstInstantOf(d.Day.AddDays(1), Zone), d))
            .Where(p => p.Ms > NowMs && p.Ms <= EndMs)
            .Select(p => new ChartBandPoint(At(p.Ms), p.d.Point, p.d.Low, p.d.High)));
        return path.Count > 1 ? path : null;
    }

    private List<ChartPoint>? Ghost()
    {
        if (LastCycle.Count == 0)
        {
            return null;
        }

        var length = End.DayNumber - Start.DayNumber;
        var line = new List<ChartPoint> { new(At(StartMs), default) };
        line.AddRange(LastCycle.Take(Math.Min(LastCycle.Count, length) - 1).Select((amount, i) => new ChartPoint(At(ZoneDays.FirstInstantOf(Start.AddDays(i + 1), Zone)), amount)));
        line.Add(new(At(EndMs), LastCycle[^1]));
        return line;
    }

    private ChartRunsOut? RunsOut(long? crossedMs, List<ChartBandPoint>? path)
    {
        var today = ZoneDays.DayOf(NowMs, Zone);
        if (crossedMs is { } past && IfClaimed is null)
        {
            return Days[^1].Allocated.IsPositive ? new(At(past), $"Ran out {Show.Day(ZoneDays.DayOf(past, Zone), today)}", true) : null;
        }

        if (Projection is not { ExhaustionDate: { } date, Allocation: { } allocation } || path is null)
        {
            return null;
        }

        for (var i = 1; i < path.Count; i++)
        {
            if (path[i].Amount > allocation)
            {
                var (from, to) = (path[i - 1], path[i]);
                return new(At(Crossing((from.At.ToUnixTimeMilliseconds(), from.Amount), (to.At.ToUnixTimeMilliseconds(), to.Amount), allocation)), $"Runs out {Show.Day(date, today)}", false);
            }
        }

        return null;
    }
}
