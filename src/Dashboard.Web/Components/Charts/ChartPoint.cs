using Dashboard.Credits.Money;

namespace Dashboard.Web.Components.Charts;

/// <summary>A cumulative amount at an instant.</summary>
public readonly record struct ChartPoint(DateTimeOffset At, Nanodollars Amount);
