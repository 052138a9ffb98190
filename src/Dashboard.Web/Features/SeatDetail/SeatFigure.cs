using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>One figure of the strip with what makes it up.</summary>
public sealed record SeatFigure(string Label, string Value, string? Exact, string Sub, ExplainView Explain);
