using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>Uncovered usage of a cycle by reason; the five sum to what events posted as uncovered.</summary>
/// <param name="OverageOff">Overage was off.</param>
/// <param name="OverCap">The cap was reached.</param>
/// <param name="Unclaimed">Not claimed yet.</param>
/// <param name="NotEligible">No allowance.</param>
/// <param name="InactiveSeat">The seat was not active in the cycle.</param>
public readonly record struct UncoveredReasons(
    Nanodollars OverageOff, Nanodollars OverCap, Nanodollars Unclaimed, Nanodollars NotEligible, Nanodollars InactiveSeat)
{
    /// <summary>The sum.</summary>
    public Nanodollars Total => OverageOff + OverCap + Unclaimed + NotEligible + InactiveSeat;

    /// <summary>These with one more amount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A reason that uncovered usage cannot have.</exception>
    public UncoveredReasons Plus(PostingReason reason, Nanodollars amount) => reason switch
    {
        PostingReason.OverageOff => this with { OverageOff = OverageOff + amount },
        PostingReason.OverCap => this with { OverCap = OverCap + amount },
        PostingReason.Unclaimed => this with { Unclaimed = Unclaimed + amount },
        PostingReason.NotEligible => this with { NotEligible = NotEligible + amount },
        PostingReason.InactiveSeat => this with { InactiveSeat = InactiveSeat + amount },
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason of uncovered usage."),
    };
}
