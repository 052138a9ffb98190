using Dashboard.Credits.Money;

namespace Dashboard.Web.Components.Charts;

/// <summary>A projected cumulative amount at an instant with its 80% band. At "now" the three are equal.</summary>
public readonly record struct ChartBandPoint(DateTimeOffset At, Nanodollars Amount, Nanodollars Low, Nanodollars High);
