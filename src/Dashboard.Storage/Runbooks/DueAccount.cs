using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Runbooks;

/// <summary>An account in its running cycle, as an evaluation reads it.</summary>
internal sealed record DueAccount
{
    /// <summary>The seat's id, also of its share of the shared account; 0: the shared account.</summary>
    public required int AccountId { get; init; }

    public required DateOnly CycleStart { get; init; }

    public required DateOnly CycleEnd { get; init; }

    public required long EndMs { get; init; }

    public required CycleKind Kind { get; init; }

    public required SeatState State { get; init; }

    public required AccountReading Reading { get; init; }

    public required Nanodollars Overage { get; init; }

    public DateOnly? ExhaustionDate { get; init; }

    public required bool OverageOn { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>What the stages of a share look at: all that the seat used, which may be more than its share.</summary>
    public static AccountReading ShareOf(Nanodollars share, Nanodollars used) => new()
    {
        Allocation = share,
        Consumed = used,
        Available = Nanodollars.Max(share - used, default),
        IsShare = true,
    };

    /// <summary>Stages are of running cycles that post, and of credit that is there: the rest are states of their own.</summary>
    public bool HasStages => Kind is CycleKind.Enforced or CycleKind.Shadow && State is not (SeatState.NotEligible or SeatState.Unclaimed or SeatState.StaleData);
}
