using Dashboard.Credits.Money;

namespace Dashboard.Credits.Runbook;

/// <summary>What the state word of a seat depends on.</summary>
public sealed record SeatReading
{
    /// <summary>Whether the seat's plan has an allowance in the programme.</summary>
    public required bool IsEligible { get; init; }

    /// <summary>Whether no claim is needed, or it was made.</summary>
    public required bool IsClaimed { get; init; }

    /// <summary>Whether its sources have been silent beyond their window.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Granted in this cycle.</summary>
    public required Nanodollars Allocation { get; init; }

    /// <summary>Left of it.</summary>
    public required Nanodollars Available { get; init; }

    /// <summary>Covered usage of this cycle: consumed + overage + uncovered.</summary>
    public required Nanodollars Usage { get; init; }

    /// <summary>Whether overage is on now.</summary>
    public required bool OverageIsOn { get; init; }

    /// <summary>Whether the overage cap is used up.</summary>
    public bool OverageCapIsReached { get; init; }

    /// <summary>P(exhaust), 0 to 1; null without a projection.</summary>
    public double? ExhaustionProbability { get; init; }

    /// <summary>The projected exhaustion date; null for not this cycle.</summary>
    public DateOnly? ExhaustionDate { get; init; }
}
