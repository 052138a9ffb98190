namespace Dashboard.Web.Features.Overview;

/// <summary>The figures of the strip, in their order.</summary>
public enum OverviewFigureKind
{
    Allocated,
    Consumed,
    Projected,
    Overage,
    Expires,
    Unclaimed,
}
