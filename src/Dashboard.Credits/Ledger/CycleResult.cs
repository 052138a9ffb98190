using System.Collections.Immutable;
using Dashboard.Credits.Cycles;

namespace Dashboard.Credits.Ledger;

/// <summary>One cycle of one credit account as the replay left it.</summary>
public sealed record CycleResult : CycleTotals
{
    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary>The cycle.</summary>
    public required BillingCycle Cycle { get; init; }

    /// <summary>The shared account only: usage by seat.</summary>
    public ImmutableArray<SeatFlows> Seats { get; init; } = [];

    /// <summary>The shared account only: each seat's share of the grant at cycle start.</summary>
    public ImmutableArray<SeatShare> Shares { get; init; } = [];
}
