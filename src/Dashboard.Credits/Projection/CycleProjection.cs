using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>
/// What a seat, or the organisation, will have used at the end of its billing cycle. Law, section 7.
/// At the cycle's end point, low and high equal what was used, to the nanodollar.
/// </summary>
public sealed record CycleProjection
{
    /// <summary>The instant it was made, Unix milliseconds.</summary>
    public required long AsOfMs { get; init; }

    /// <summary>The local day it was made on.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Covered usage of the cycle so far, exact.</summary>
    public required Nanodollars Consumed { get; init; }

    /// <summary>What is granted in the cycle; null when there is nothing to exhaust.</summary>
    public required Nanodollars? Allocation { get; init; }

    /// <summary>Expected usage of the whole cycle (the mean, rounded to the nanodollar).</summary>
    public required Nanodollars Point { get; init; }

    /// <summary>Lower end of the 80% band; never below <see cref="Consumed"/>, never above <see cref="Point"/>.</summary>
    public required Nanodollars Low { get; init; }

    /// <summary>Upper end of the 80% band; never below <see cref="Point"/>.</summary>
    public required Nanodollars High { get; init; }

    /// <summary>
    /// The day the credit runs out: the first day whose expected cumulative usage exceeds the allocation. Null for "not this
    /// cycle", without an allocation, and below three active days. When the credit is used up already, the day it was.
    /// </summary>
    public required DateOnly? ExhaustionDate { get; init; }

    /// <summary>The probability, 0 to 1, that the credit runs out in this cycle. Null without an allocation.</summary>
    public required double? ExhaustionProbability { get; init; }

    /// <summary>Full days the projection rests on, at most 120, days of zero included.</summary>
    public required int DaysObserved { get; init; }

    /// <summary>Those of them that cost something.</summary>
    public required int ActiveDays { get; init; }

    /// <summary>How it was made, for people.</summary>
    public required ProjectionBasis Basis { get; init; }

    /// <summary>The days still to come, today first; the last one is the month end. Empty at the cycle's end.</summary>
    public required IReadOnlyList<ProjectionDay> Path { get; init; }

    /// <summary>The squared relative spread of what is still to come, without the widening. Kept with a published forecast.</summary>
    public required double Spread { get; init; }

    /// <summary>Days still to come, the rest of today as a fraction.</summary>
    public required double DaysLeft { get; init; }

    /// <summary>Whether fewer than three active days were seen: the band stands, a date would be a guess.</summary>
    public bool IsThin => ActiveDays < Forecaster.LeastActiveDays;

    /// <summary>Whether any usage was seen, in this cycle or before. Without any the point is a zero that nobody observed: pages show a dash.</summary>
    public bool IsObserved => ActiveDays > 0 || Consumed.IsPositive;

    /// <summary>Expected usage beyond the allocation, zero when there is none; zero without an allocation.</summary>
    public Nanodollars OverAllocation(Nanodollars usage) =>
        Allocation is { } allocation ? Nanodollars.Max(usage - allocation, Nanodollars.Zero) : Nanodollars.Zero;
}
