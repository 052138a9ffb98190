using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>One cycle of one credit account as the replay left it.</summary>
public sealed record CycleResult
{
    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary>The cycle.</summary>
    public required BillingCycle Cycle { get; init; }

    /// <summary>What the ledger does in it.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>Id of the programme in force at its start; null in history and off cycles.</summary>
    public required string? ProgrammeId { get; init; }

    /// <summary>Where the account stands.</summary>
    public required SeatCycleState State { get; init; }

    /// <summary>True when the cycle's end has been replayed.</summary>
    public required bool Ended { get; init; }

    /// <summary>Totals. <c>Granted</c> is the allocation.</summary>
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

    /// <summary>The shared account only: usage by seat.</summary>
    public ImmutableArray<SeatFlows> Seats { get; init; } = [];

    /// <summary>The shared account only: each seat's share of the grant at cycle start.</summary>
    public ImmutableArray<SeatShare> Shares { get; init; } = [];
}
