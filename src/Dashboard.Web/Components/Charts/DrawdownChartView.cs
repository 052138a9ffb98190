namespace Dashboard.Web.Components.Charts;

/// <summary>
/// The drawdown chart as finished figures. The component computes pixels and axis ticks from it and nothing else: no sum, no
/// difference, no threshold, no projection. Every list is in ascending order of time and its instants lie in the cycle.
/// </summary>
public sealed record DrawdownChartView
{
    /// <summary>One sentence with all figures, for those who do not see the chart.</summary>
    public required string Sentence { get; init; }

    /// <summary>The cycle's first instant.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The first instant after the cycle.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The as-of instant. At or after <see cref="End"/> no line for now is drawn.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The organisation's zone: the days on the axis are its days.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The allocation as steps: one point at the start, one at every change (the new amount), one at the end (the last amount).</summary>
    public required IReadOnlyList<ChartPoint> Allocation { get; init; }

    /// <summary>The last word on the allocation line in the right gutter: <c>allocation</c>, <c>if claimed</c>.</summary>
    public string AllocationWord { get; init; } = "allocation";

    /// <summary>The allocation is not granted yet: it is drawn dashed in the colour of unclaimed credit.</summary>
    public bool Unclaimed { get; init; }

    /// <summary>
    /// Used up to the allocation: a point at the start (zero), one at every day end, one at now. It ends at the instant of the
    /// crossing when usage went beyond, and at the last data when the data are stale. Empty: <see cref="Empty"/> is shown.
    /// </summary>
    public required IReadOnlyList<ChartPoint> Used { get; init; }

    /// <summary>Used beyond the allocation: begins at the crossing point. Null when nothing is.</summary>
    public IReadOnlyList<ChartPoint>? Over { get; init; }

    /// <summary>What usage beyond the allocation is.</summary>
    public ChartAfterCredit After { get; init; }

    /// <summary>The projection from now to the end with its band. Null for a closed cycle, stale data, or an exhausted seat without overage.</summary>
    public IReadOnlyList<ChartBandPoint>? Projection { get; init; }

    /// <summary>The last cycle, laid on this one: its last point stands at the end. Null when there is none.</summary>
    public IReadOnlyList<ChartPoint>? LastCycle { get; init; }

    /// <summary>The last cycle's name: <c>October</c>.</summary>
    public string LastCycleName { get; init; } = "Last cycle";

    /// <summary>The thresholds. The organisation's chart has none.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Where credit ends or ended. Null when it does not in this cycle.</summary>
    public ChartRunsOut? RunsOut { get; init; }

    /// <summary>The cycle is over: the dot stands at the end and nothing is projected.</summary>
    public bool Closed { get; init; }

    /// <summary>The name of the solid line: <c>Consumed</c> for a seat, <c>Used</c> where overage is in it.</summary>
    public string UsedName { get; init; } = "Consumed";

    /// <summary>The figures day by day: the table twin and the tooltip.</summary>
    public required IReadOnlyList<ChartDay> Days { get; init; }

    /// <summary>The sentence under the chart on its left: how the projection was made, what expired, since when no data came.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The sentence under the chart on its right: the track record.</summary>
    public string CaptionEnd { get; init; } = "";

    /// <summary>The programme is in shadow mode: caption and legend say "as if live".</summary>
    public bool Shadow { get; init; }

    /// <summary>Height in pixels from a width of 560 on: 372 seat, 320 organisation, 264 in pairs. Narrower it is 264.</summary>
    public int Height { get; init; } = 372;

    /// <summary>What is said when <see cref="Used"/> is empty.</summary>
    public ChartEmpty Empty { get; init; } = new("No usage in this cycle", "The chart starts with the first request.");
}
