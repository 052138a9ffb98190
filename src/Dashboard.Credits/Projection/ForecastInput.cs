using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>Everything a projection depends on. The same input always gives the same projection, bit for bit.</summary>
public sealed record ForecastInput
{
    /// <summary>The instant the projection is made, Unix milliseconds. Only carried through.</summary>
    public required long AsOfMs { get; init; }

    /// <summary>The local day of that instant.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>
    /// How much of today is still to come: 1 at its first instant, towards 0 at its end. Today's usage so far is in
    /// <see cref="Consumed"/>; the rest of today is the first of the remaining days, at this share of its weight.
    /// </summary>
    public double TodayLeft { get; init; } = 1;

    /// <summary>First day of the billing cycle, included.</summary>
    public required DateOnly CycleStart { get; init; }

    /// <summary>First day after the billing cycle.</summary>
    public required DateOnly CycleEnd { get; init; }

    /// <summary>
    /// Covered usage of this cycle so far, today included, exact: consumed + overage + uncovered. So the projection is of
    /// demand, and what it exceeds the allocation by is the overage to expect.
    /// </summary>
    public required Nanodollars Consumed { get; init; }

    /// <summary>What is granted in this cycle; null or zero when there is nothing to exhaust.</summary>
    public Nanodollars? Allocation { get; init; }

    /// <summary>The day the credit ran out, when it has: shown as the exhaustion date.</summary>
    public DateOnly? ExhaustedOn { get; init; }

    /// <summary>
    /// The daily costs; the last 120 full days before today are read. Today is read only while fewer than three days with usage
    /// are known and part of today has passed (<see cref="TodayLeft"/> below 1).
    /// </summary>
    public required DailyCosts Costs { get; init; }

    /// <summary>The organisation's weekdays and median seat rate. <see cref="PeerProfile.None"/> for the organisation itself.</summary>
    public PeerProfile Peers { get; init; } = PeerProfile.None;

    /// <summary>The widening factor of the organisation, 0.1 to 1.0. Source: forecast, B3 steps 4 and 8.</summary>
    public double Widening { get; init; } = BandWidening.Least;
}
