namespace Dashboard.Storage.Rows;

/// <summary>One billing cycle of one seat in one credit account; seat 0 in account 0 is the shared account itself. Derived.</summary>
public sealed class SeatCycleRow
{
    public int SeatId { get; init; }

    /// <summary>The seat's own account (its id), or 0 for its part in the shared account.</summary>
    public int AccountId { get; init; }

    /// <summary>First local day, days since 1970-01-01.</summary>
    public int CycleStart { get; init; }

    public int CycleEnd { get; init; }

    public long StartMs { get; init; }

    public long EndMs { get; init; }

    /// <summary><see cref="Credits.Ledger.CycleKind"/>.</summary>
    public int Kind { get; init; }

    public string? ProgrammeId { get; init; }

    /// <summary><see cref="Credits.Ledger.SeatCycleState"/>.</summary>
    public int State { get; init; }

    public bool Ended { get; init; }

    public long Granted { get; init; }

    public long Consumed { get; init; }

    public long Overage { get; init; }

    public long Uncovered { get; init; }

    public long Expired { get; init; }

    public long Voided { get; init; }

    public long Covered { get; init; }

    public long Adjusted { get; init; }

    public long Allowance { get; init; }

    public long LeftOnTheTable { get; init; }

    public long UncoveredOff { get; init; }

    public long UncoveredOverCap { get; init; }

    public long UncoveredUnclaimed { get; init; }

    public long UncoveredNotEligible { get; init; }

    public long UncoveredInactive { get; init; }

    public long Events { get; init; }

    public long Postings { get; init; }
}
