using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Ledger;

/// <summary>
/// An amount above zero moved from one account to another, so that it balances by construction. Postings of cycles not
/// yet closed are derived and may be derived again; corrections, and what a statement holds, are kept. Source: law, section 5.
/// </summary>
public sealed record Posting
{
    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary>First day of the cycle it belongs to.</summary>
    public required DateOnly Cycle { get; init; }

    /// <summary>Place in the order of the account and cycle, from 1. Corrections continue after the cycle's own.</summary>
    public required long Sequence { get; init; }

    /// <summary>The kind.</summary>
    public required PostingKind Kind { get; init; }

    /// <summary>The account that gives.</summary>
    public required LedgerAccount From { get; init; }

    /// <summary>The account that receives.</summary>
    public required LedgerAccount To { get; init; }

    /// <summary>The amount, above zero.</summary>
    public required Nanodollars Amount { get; init; }

    /// <summary>When it took effect, Unix milliseconds UTC.</summary>
    public required long EffectiveAtMs { get; init; }

    /// <summary>When it was booked: for derived postings the instant of effect, for a person's the decision, for corrections the computation.</summary>
    public required long BookedAtMs { get; init; }

    /// <summary>The statement it is booked in: its own cycle's, except corrections.</summary>
    public required StatementKey Statement { get; init; }

    /// <summary>Why.</summary>
    public required PostingReason Reason { get; init; }

    /// <summary>The seat whose event it is, in the shared account; 0: none.</summary>
    public int SeatId { get; init; }

    /// <summary>Primary hash of the usage event, for legs of an event.</summary>
    public IdentityHash? Event { get; init; }

    /// <summary>Sequence of the decision it follows from; 0: none.</summary>
    public long Decision { get; init; }

    /// <summary>Who made it; null: the engine.</summary>
    public string? Actor { get; init; }

    /// <summary>A person's reason.</summary>
    public string? Note { get; init; }

    /// <summary>The events that a correction is about.</summary>
    public ImmutableArray<IdentityHash> Causes { get; init; } = [];
}
