using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>The cumulative usage of the cycle expected at the end of a day, with its 80% band.</summary>
public readonly record struct ProjectionDay(DateOnly Day, Nanodollars Point, Nanodollars Low, Nanodollars High);
