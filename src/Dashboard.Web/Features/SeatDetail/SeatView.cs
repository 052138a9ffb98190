using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>One seat in one cycle, finished.</summary>
public sealed record SeatView
{
    public required int SeatId { get; init; }

    public required string Name { get; init; }

    public required string Team { get; init; }

    /// <summary>The address of this very page.</summary>
    public required string Href { get; init; }

    /// <summary>The grey line under the name.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>The cycles to choose from, newest first.</summary>
    public required IReadOnlyList<CycleOption> Cycles { get; init; }

    public required IReadOnlyList<SeatFigure> Figures { get; init; }

    /// <summary>The state of the seat in its running cycle, or of a past cycle.</summary>
    public required StateKind State { get; init; }

    /// <summary>Another word than the usual one.</summary>
    public string? StateWord { get; init; }

    public required string StateSub { get; init; }

    /// <summary><c>This cycle</c> or the cycle's days.</summary>
    public required string ChartTitle { get; init; }

    public required DrawdownChartView Chart { get; init; }

    public required IReadOnlyList<SplitCard> Splits { get; init; }

    /// <summary>Everything the seat ever used, by pool, with its sum; empty without usage.</summary>
    public required IReadOnlyList<KeyValue> AllTime { get; init; }

    public required SeatLedger Ledger { get; init; }

    /// <summary>What if; null for a cycle that is over.</summary>
    public WhatIfBase? WhatIf { get; init; }

    /// <summary>Claims, plan changes, overage and the rest, newest first.</summary>
    public required IReadOnlyList<TimelineRow> Decisions { get; init; }

    /// <summary>That usage goes on although it should have stopped, in a sentence; null: it does not.</summary>
    public required string? Contradiction { get; init; }

    /// <summary>Whether the credit waits for a claim.</summary>
    public required bool IsUnclaimed { get; init; }

    /// <summary>The overage decisions, newest first.</summary>
    public required IReadOnlyList<TimelineRow> Overage { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public DateTimeOffset? NewestEvent { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>What the runbook did with the seat; null where the seat has no account of its own.</summary>
    public SeatRunbook? Runbook { get; init; }
}
