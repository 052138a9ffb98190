using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>
/// A resumable snapshot of one credit account: everything with an instant before <see cref="AtMs"/> is in it, nothing
/// later. Snapshot + rest of the events = replay from the start, bit for bit. It is a cache: a change of any dated input
/// invalidates it and all later ones. Source: law, section 5.
/// </summary>
public sealed record AccountState
{
    /// <summary>Unix milliseconds UTC (excluded).</summary>
    public required long AtMs { get; init; }

    /// <summary>Start of the cycle that holds the last instant before <see cref="AtMs"/>.</summary>
    public required long CycleStartMs { get; init; }

    /// <summary>Totals of that cycle so far.</summary>
    public required LedgerFlows Flows { get; init; }

    /// <summary>Covered usage of the cycle by its events; in history and off cycles too, where nothing posts.</summary>
    public required Nanodollars CoveredUsage { get; init; }

    /// <summary>Net of adjustments on consumed, overage and uncovered.</summary>
    public required Nanodollars Adjusted { get; init; }

    /// <summary>Of the covered usage, what came before the claim.</summary>
    public required Nanodollars UnclaimedUsage { get; init; }

    /// <summary>The allowance in force at cycle start, or since a grant the highest it was granted for; what an unclaimed seat would have.</summary>
    public required Nanodollars Allowance { get; init; }

    /// <summary>Uncovered by reason.</summary>
    public required UncoveredReasons Reasons { get; init; }

    /// <summary>Events in the cycle.</summary>
    public required long Events { get; init; }

    /// <summary>Sequence of the last posting in the cycle.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The shared account only: what each seat's usage did in the cycle, by seat id.</summary>
    public ImmutableArray<SeatFlows> Seats { get; init; } = [];

    /// <summary>
    /// Whether a replay can go on from here: the cycle still starts where it did. False after a decision that moved the account's
    /// cycles; then the account is replayed from its start. Source: law, section 5, "deleting all of them gives the same answer".
    /// </summary>
    public bool FitsIn(CycleCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var cycle = calendar.At(CycleStartMs);
        return cycle.StartMs == CycleStartMs && AtMs > cycle.StartMs && AtMs <= cycle.EndMs;
    }

    public bool Equals(AccountState? other) => other is not null
        && AtMs == other.AtMs && CycleStartMs == other.CycleStartMs && Flows == other.Flows
        && CoveredUsage == other.CoveredUsage && Adjusted == other.Adjusted && UnclaimedUsage == other.UnclaimedUsage
        && Allowance == other.Allowance && Reasons == other.Reasons && Events == other.Events
        && LastSequence == other.LastSequence && Seats.AsSpan().SequenceEqual(other.Seats.AsSpan());

    public override int GetHashCode() => HashCode.Combine(AtMs, CycleStartMs, Flows, CoveredUsage, LastSequence);
}
