namespace Dashboard.Web.Components.Charts;

/// <summary>A threshold that steps along with the allocation. <paramref name="Name"/> is what stands under the line, such as <c>80%</c>.</summary>
public sealed record ChartMark(string Name, IReadOnlyList<ChartPoint> Points);
