using System.Collections.Immutable;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>A decision of the runbook before it is written.</summary>
internal sealed record NewCrossing(long Id, DueAccount Account, Seat? Seat, string? Team, AppliedRunbook Runbook, RunbookStage Stage, StageDecision Decision, bool IsShadow, Silence? Silence)
{
    public int SeatId => Account.AccountId;

    /// <summary>The request for overage that it made.</summary>
    public long? RequestId { get; init; }

    /// <summary>Of a stage that was found passed: the stages in which the account stood before and that say more.</summary>
    public ImmutableArray<RunbookStage> Beyond { get; init; } = [];

    /// <summary>The plan that would fit the seat better, and why.</summary>
    public (string Plan, string Because)? Recommended { get; init; }

    /// <summary>Whether it asks for overage, unless somebody asked already.</summary>
    public bool Asks => Acts && Stage.AskOverageUpTo is not null && Seat is not null && !Account.OverageOn;

    /// <summary>Why it asks.</summary>
    public string AskReason => $"The runbook asks: {Stage.Stage.Kind switch
    {
        StageKind.Exhausted => "the credit is gone",
        StageKind.Percent => $"{Stage.Stage.Threshold}% of the credit is used",
        StageKind.ProjectedToExhaust => "the credit will probably run out",
        StageKind.Share => $"{Stage.Stage.Threshold}% of its share is used",
    }}.";

    /// <summary>The stage was entered, and what it says is done.</summary>
    public bool Acts => Decision.Move is StageMove.Entered && !IsShadow;

    public MailKind MailKind => Decision.Move is StageMove.Recovered ? MailKind.Recovered
        : Stage.Stage.Kind is StageKind.ProjectedToExhaust ? MailKind.ProjectedExhaustion
        : MailKind.StageAlerts;

    /// <summary>Higher is more urgent: gone, then by percentage, projected last; what is over comes after what began.</summary>
    public int Urgency => (Decision.Move is StageMove.Recovered ? 0 : 1000) + Stage.Stage.Kind switch
    {
        StageKind.Exhausted => 200,
        StageKind.Percent => 50 + Stage.Stage.Threshold,
        _ => Stage.Stage.Threshold / 2,
    };
}
