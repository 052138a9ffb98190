using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>What closing a cycle writes down; it never changes. Reopening and closing again makes the next version. Source: law, section 5, Close.</summary>
public sealed record CycleStatement
{
    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary>The cycle.</summary>
    public required BillingCycle Cycle { get; init; }

    /// <summary>Real or shadow.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>Totals.</summary>
    public required LedgerFlows Flows { get; init; }

    /// <summary>Covered usage by events.</summary>
    public required Nanodollars CoveredUsage { get; init; }

    /// <summary>Net of adjustments on consumed, overage and uncovered.</summary>
    public required Nanodollars Adjusted { get; init; }

    /// <summary>Postings in it.</summary>
    public required long Postings { get; init; }

    /// <summary>The decision that closed it, with what was accepted.</summary>
    public required CloseDecision ClosedBy { get; init; }

    /// <summary>The statement of a cycle as the replay gives it at its close.</summary>
    /// <exception cref="ArgumentException">The cycle has not ended, or nothing posts in it.</exception>
    public static CycleStatement Of(CycleResult cycle, CloseDecision decision, int version)
    {
        if (!cycle.Ended || cycle.Kind is CycleKind.History or CycleKind.Off)
        {
            throw new ArgumentException("A statement is of a cycle in the books that has ended.", nameof(cycle));
        }

        return new CycleStatement
        {
            AccountId = cycle.AccountId,
            Cycle = cycle.Cycle,
            Kind = cycle.Kind,
            Version = version,
            Flows = cycle.Flows,
            CoveredUsage = cycle.CoveredUsage,
            Adjusted = cycle.Adjusted,
            Postings = cycle.Postings,
            ClosedBy = decision,
        };
    }
}
