using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>
/// A person's void or adjustment: a dated decision, replayed in order with the rest. It never takes more than the giving
/// account holds at its instant (<c>issued</c> and <c>usage</c> have no bottom); what it could not take is not posted.
/// Source: law, section 5.
/// </summary>
public sealed record ManualPosting
{
    /// <summary>Sequence among all decisions.</summary>
    public required long Sequence { get; init; }

    /// <summary>The credit account.</summary>
    public required int AccountId { get; init; }

    /// <summary><see cref="PostingKind.Void"/> or <see cref="PostingKind.Adjust"/>.</summary>
    public required PostingKind Kind { get; init; }

    /// <summary>Which accounts it is between; a void is <see cref="LedgerMove.Void"/>.</summary>
    public required LedgerMove Move { get; init; }

    /// <summary>True to move backwards, adjustments only.</summary>
    public bool Reversed { get; init; }

    /// <summary>The amount, above zero.</summary>
    public required Nanodollars Amount { get; init; }

    /// <summary>When it takes effect, Unix milliseconds UTC; decides the cycle.</summary>
    public required long EffectiveAtMs { get; init; }

    /// <summary>When it was decided, Unix milliseconds UTC.</summary>
    public required long DecidedAtMs { get; init; }

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>The second person, needed above the organisation's limit.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What is wrong with it, or null; <paramref name="secondPersonAbove"/> is the organisation's limit.</summary>
    public string? Problem(Nanodollars secondPersonAbove) =>
        !Amount.IsPositive ? "The amount must be above zero."
        : string.IsNullOrWhiteSpace(Reason) ? "A reason is needed."
        : Kind is not (PostingKind.Void or PostingKind.Adjust) ? "A person posts a void or an adjustment."
        : Kind is PostingKind.Void && (Move is not LedgerMove.Void || Reversed) ? "A void goes from available to voided."
        : Amount > secondPersonAbove && (string.IsNullOrWhiteSpace(ApprovedBy) || ApprovedBy == By) ? "Above the limit a second person is needed."
        : null;
}
