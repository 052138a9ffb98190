using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Somebody, or the runbook, asks for overage on a seat.</summary>
public sealed record ApprovalLetter : Letter
{
    public const string KindName = "approval";

    public override string Kind => KindName;

    /// <summary>The number of the request.</summary>
    public required long RequestId { get; init; }

    public required int SeatId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Team { get; init; }

    /// <summary>Who asks; <c>drawdown</c>: the runbook.</summary>
    public required string AskedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>The cap; null: no cap.</summary>
    public Nanodollars? Cap { get; init; }

    /// <summary>The end, excluded, Unix milliseconds UTC; null: open.</summary>
    public long? UntilMs { get; init; }

    /// <summary>The programme is as if it were live.</summary>
    public bool Shadow { get; init; }

    public required Nanodollars Allocated { get; init; }

    public required Nanodollars Consumed { get; init; }
}
