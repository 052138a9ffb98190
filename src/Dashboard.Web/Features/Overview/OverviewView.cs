using Dashboard.Web.Components.Charts;

namespace Dashboard.Web.Features.Overview;

/// <summary>The first page, finished: texts, figures, chart and rows. Null parts are not shown.</summary>
public sealed record OverviewView
{
    /// <summary>The grey line under the title.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>The programme, its mode and what its vendor said.</summary>
    public ProgrammeNote? Programme { get; init; }

    /// <summary>The answer to "are we all right this cycle", and the reason.</summary>
    public required string Answer { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether nothing is covered because no rule says who pays.</summary>
    public bool IsUndecided { get; init; }

    /// <summary>The figures; empty before anything was derived.</summary>
    public IReadOnlyList<OverviewFigure> Figures { get; init; } = [];

    /// <summary>The shared account; null without one.</summary>
    public SharedAccountView? Shared { get; init; }

    public DrawdownChartView? Chart { get; init; }

    /// <summary>What is in the line, and what is not.</summary>
    public string ChartFoot { get; init; } = "";

    /// <summary>Usage that is in no figure: without a seat, of unknown pool, without a price.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>The most urgent open alerts.</summary>
    public IReadOnlyList<AlertNote> Alerts { get; init; } = [];

    /// <summary>How many seats have open alerts.</summary>
    public long AlertsTotal { get; init; }

    /// <summary><c>Last evaluation 14:20.</c></summary>
    public string Evaluated { get; init; } = "";

    /// <summary>The seats that need a decision, soonest first.</summary>
    public IReadOnlyList<NeedRow> Needs { get; init; } = [];

    /// <summary><c>10 of 30, soonest first</c>.</summary>
    public string NeedsSub { get; init; } = "";

    public IReadOnlyList<SourceNote> Sources { get; init; } = [];

    public required DateTimeOffset AsOf { get; init; }

    public DateTimeOffset? NewestEvent { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>What to do first, before there is anything to show.</summary>
    public FirstStep? First { get; init; }
}
