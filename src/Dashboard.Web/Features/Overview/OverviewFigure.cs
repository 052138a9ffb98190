namespace Dashboard.Web.Features.Overview;

/// <summary>One figure of the strip.</summary>
public sealed record OverviewFigure(OverviewFigureKind Kind, string Label, string Value, string Exact, string Sub);
