namespace Dashboard.Web.Components.Charts;

/// <summary>Where credit ends: on the allocation, with the words beside it (<c>Runs out 24 Nov</c>, <c>Ran out 17 Nov</c>, <c>Credit used up 20 Nov</c>).</summary>
public sealed record ChartRunsOut(DateTimeOffset At, string Words, bool InThePast);
