using Dashboard.Credits.Money;

namespace Dashboard.Web.Components.Charts;

/// <summary>
/// One day of the chart in figures: a row of the table twin and the content of the tooltip. All amounts are cumulative at the
/// end of the day (or at now, for the running day) and finished: the chart adds and subtracts nothing.
/// </summary>
public sealed record ChartDay
{
    /// <summary>The instant on the axis: the end of the day, or now for the running day.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day in the table: <c>19 Nov</c>, for the running day <c>19 Nov (14:20)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The day in the tooltip: <c>Thu 19 Nov, end of day</c> or <c>Thu 19 Nov, now</c>.</summary>
    public required string Heading { get; init; }

    /// <summary>Used so far: covered, overage and uncovered together. Null after now.</summary>
    public Nanodollars? Used { get; init; }

    /// <summary>Of it overage or uncovered. Null or zero when all of it is covered.</summary>
    public Nanodollars? Over { get; init; }

    /// <summary>The projection. Null before now and without one.</summary>
    public Nanodollars? Projected { get; init; }

    /// <summary>The lower end of the 80% band.</summary>
    public Nanodollars? Low { get; init; }

    /// <summary>The upper end of the 80% band.</summary>
    public Nanodollars? High { get; init; }

    /// <summary>The allocation in force at that instant.</summary>
    public Nanodollars? Allocation { get; init; }

    /// <summary>What is left of it, never below zero; after now what would be left at the projection.</summary>
    public Nanodollars? Left { get; init; }

    /// <summary>The last cycle on the day with the same number.</summary>
    public Nanodollars? LastCycle { get; init; }
}
