using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>A seat that needs a decision.</summary>
public sealed record NeedRow(
    string Href, string Name, string Team, StateKind State, AllocationBarView Bar, string Used, string UsedExact, string Of,
    string? Projected, string? ProjectedExact, string RunsOut, string Probability, string Overage, string Sentence);
