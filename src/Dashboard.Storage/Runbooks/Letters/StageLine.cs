using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>One crossing of one account, as a letter tells it.</summary>
public sealed record StageLine
{
    /// <summary>The crossing; links to acknowledge lead to it.</summary>
    public required long CrossingId { get; init; }

    /// <summary>The seat; 0: the shared account.</summary>
    public required int SeatId { get; init; }

    /// <summary>The seat's name, else its e-mail; empty for the shared account.</summary>
    public required string Name { get; init; }

    /// <summary>The seat's e-mail; empty for the shared account.</summary>
    public required string Email { get; init; }

    public string? Team { get; init; }

    public required string StageId { get; init; }

    public required StageKind StageKind { get; init; }

    public required int Threshold { get; init; }

    public required StageMove Move { get; init; }

    /// <summary>The cycle is as if the programme were live.</summary>
    public required bool Shadow { get; init; }

    public required DateOnly CycleStart { get; init; }

    /// <summary>First day after the cycle: the next credit comes then.</summary>
    public required DateOnly CycleEnd { get; init; }

    public required Nanodollars Allocated { get; init; }

    public required Nanodollars Consumed { get; init; }

    public required Nanodollars Available { get; init; }

    public required Nanodollars Overage { get; init; }

    public required bool OverageOn { get; init; }

    /// <summary>P(exhaust), 0 to 1; null without a projection.</summary>
    public double? ExhaustionProbability { get; init; }

    /// <summary>The projected exhaustion date; null: not in this cycle.</summary>
    public DateOnly? ExhaustionDate { get; init; }

    /// <summary>What the gate answers now because of it.</summary>
    public required GateAnswer Gate { get; init; }

    public string? FallbackModel { get; init; }

    /// <summary>The cap that approvers were asked for; null when none was.</summary>
    public Nanodollars? AskedOverage { get; init; }

    /// <summary>The plan that would fit better, with its reason; null when none is known or it was not to be said.</summary>
    public string? RecommendedPlan { get; init; }

    public string? RecommendedBecause { get; init; }
}
