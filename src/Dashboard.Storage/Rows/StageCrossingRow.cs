namespace Dashboard.Storage.Rows;

/// <summary>One decision of the runbook: an account entered a stage, left it, or was found beyond it. Account, cycle, stage and crossing are unique.</summary>
public sealed class StageCrossingRow
{
    public long Id { get; init; }

    /// <summary>The seat's id; 0 is the shared account.</summary>
    public int AccountId { get; init; }

    /// <summary>First local day of the cycle, days since 1970-01-01.</summary>
    public int CycleStart { get; init; }

    public int CycleEnd { get; init; }

    public required string StageId { get; init; }

    /// <summary>1 for the first entry, 2 for the recovery, 3 for the next entry.</summary>
    public int Crossing { get; init; }

    /// <summary><see cref="Credits.Runbook.StageMove"/>.</summary>
    public int Move { get; init; }

    /// <summary><see cref="Credits.Runbook.StageKind"/>.</summary>
    public int Kind { get; init; }

    public int Threshold { get; init; }

    public long DecidedAtMs { get; init; }

    /// <summary>The cycle is as if the programme were live.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whose runbook: <c>organisation</c>, <c>team:Platform</c>, <c>seat:12</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Sequence of the decision that set the runbook; 0: the default.</summary>
    public long Version { get; init; }

    /// <summary>What the account looked like.</summary>
    public long Allocated { get; init; }

    public long Consumed { get; init; }

    public long Available { get; init; }

    public long Overage { get; init; }

    public double? ExhaustProbability { get; init; }

    public int? ExhaustDay { get; init; }

    /// <summary><see cref="Credits.Runbook.GateAnswer"/> while the stage is entered.</summary>
    public int Gate { get; init; }

    public string? FallbackModel { get; init; }

    public int? ThrottleSeconds { get; init; }

    /// <summary>The silence that kept its messages back.</summary>
    public long? SilenceId { get; init; }

    /// <summary>The overage request that it made.</summary>
    public long? RequestId { get; init; }

    public string? AcknowledgedBy { get; init; }

    public long? AcknowledgedAtMs { get; init; }

    public string? AcknowledgedNote { get; init; }

    /// <summary>When nobody has acknowledged by then, owners and finance are told.</summary>
    public long? EscalateAtMs { get; init; }

    public long? EscalatedAtMs { get; init; }
}
