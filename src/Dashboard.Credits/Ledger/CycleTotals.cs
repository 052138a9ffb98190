using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>What one cycle comes to: of a credit account as the replay leaves it, or of a seat's part in the shared account.</summary>
public abstract record CycleTotals
{
    /// <summary>What the ledger does in it.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>Id of the programme in force at its start; null in history and off cycles.</summary>
    public required string? ProgrammeId { get; init; }

    /// <summary>Where the account stands.</summary>
    public required SeatCycleState State { get; init; }

    /// <summary>True when the cycle's end has been replayed.</summary>
    public required bool Ended { get; init; }

    /// <summary>Totals. <c>Granted</c> is the allocation; for a part in the shared account, its share.</summary>
    public required LedgerFlows Flows { get; init; }

    /// <summary>Covered usage by events; counted in history and off cycles too.</summary>
    public required Nanodollars CoveredUsage { get; init; }

    /// <summary>Net of adjustments on consumed, overage and uncovered.</summary>
    public required Nanodollars Adjusted { get; init; }

    /// <summary>The allowance, also when it is not claimed.</summary>
    public required Nanodollars Allowance { get; init; }

    /// <summary>min(usage before the claim, allowance): a figure, not a posting.</summary>
    public required Nanodollars LeftOnTheTable { get; init; }

    /// <summary>Uncovered by reason.</summary>
    public required UncoveredReasons Reasons { get; init; }

    /// <summary>Events in the cycle.</summary>
    public required long Events { get; init; }

    /// <summary>Postings in the cycle.</summary>
    public required long Postings { get; init; }
}
