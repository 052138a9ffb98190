using System.Numerics;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>
/// Net amounts of the six moves, each forward minus reversed: the totals of a cycle, a day or a statement. All balances
/// follow from them. Source: law, section 5.
/// </summary>
public readonly record struct LedgerFlows :
    IAdditionOperators<LedgerFlows, LedgerFlows, LedgerFlows>,
    ISubtractionOperators<LedgerFlows, LedgerFlows, LedgerFlows>
{
    /// <summary>Nothing.</summary>
    public static readonly LedgerFlows Zero;

    /// <summary>issued → available.</summary>
    public Nanodollars Granted { get; init; }

    /// <summary>available → consumed.</summary>
    public Nanodollars Consumed { get; init; }

    /// <summary>usage → overage payable.</summary>
    public Nanodollars Overage { get; init; }

    /// <summary>usage → uncovered.</summary>
    public Nanodollars Uncovered { get; init; }

    /// <summary>available → expired.</summary>
    public Nanodollars Expired { get; init; }

    /// <summary>available → voided.</summary>
    public Nanodollars Voided { get; init; }

    /// <summary>What is left: granted − consumed − expired − voided.</summary>
    public Nanodollars Available => Granted - Consumed - Expired - Voided;

    /// <summary>Overage + uncovered: the vendor may bill the overshoot.</summary>
    public Nanodollars Exposure => Overage + Uncovered;

    /// <summary>Consumed + overage + uncovered.</summary>
    public Nanodollars Used => Consumed + Overage + Uncovered;

    public static LedgerFlows operator +(LedgerFlows left, LedgerFlows right) => new()
    {
        Granted = left.Granted + right.Granted,
        Consumed = left.Consumed + right.Consumed,
        Overage = left.Overage + right.Overage,
        Uncovered = left.Uncovered + right.Uncovered,
        Expired = left.Expired + right.Expired,
        Voided = left.Voided + right.Voided,
    };

    public static LedgerFlows operator -(LedgerFlows left, LedgerFlows right) => new()
    {
        Granted = left.Granted - right.Granted,
        Consumed = left.Consumed - right.Consumed,
        Overage = left.Overage - right.Overage,
        Uncovered = left.Uncovered - right.Uncovered,
        Expired = left.Expired - right.Expired,
        Voided = left.Voided - right.Voided,
    };

    /// <summary>The net amount of one move.</summary>
    public Nanodollars Of(LedgerMove move) => move switch
    {
        LedgerMove.Grant => Granted,
        LedgerMove.Draw => Consumed,
        LedgerMove.Overage => Overage,
        LedgerMove.Uncovered => Uncovered,
        LedgerMove.Expire => Expired,
        LedgerMove.Void => Voided,
    };

    /// <summary>These flows with one more move; a negative amount is the move reversed.</summary>
    public LedgerFlows Plus(LedgerMove move, Nanodollars amount) => move switch
    {
        LedgerMove.Grant => this with { Granted = Granted + amount },
        LedgerMove.Draw => this with { Consumed = Consumed + amount },
        LedgerMove.Overage => this with { Overage = Overage + amount },
        LedgerMove.Uncovered => this with { Uncovered = Uncovered + amount },
        LedgerMove.Expire => this with { Expired = Expired + amount },
        LedgerMove.Void => this with { Voided = Voided + amount },
    };

    /// <summary>The balance of an account: what it received minus what it gave. The eight sum to zero.</summary>
    public Nanodollars BalanceOf(LedgerAccount account) => account switch
    {
        LedgerAccount.Issued => -Granted,
        LedgerAccount.Available => Available,
        LedgerAccount.Consumed => Consumed,
        LedgerAccount.Expired => Expired,
        LedgerAccount.Voided => Voided,
        LedgerAccount.Usage => -(Overage + Uncovered),
        LedgerAccount.OveragePayable => Overage,
        LedgerAccount.Uncovered => Uncovered,
    };

    /// <summary>The flows of postings.</summary>
    /// <exception cref="ArgumentException">A posting between accounts that no move connects.</exception>
    public static LedgerFlows Of(IEnumerable<Posting> postings)
    {
        var flows = Zero;
        foreach (var posting in postings)
        {
            var (move, reversed) = LedgerMoves.Between(posting.From, posting.To)
                ?? throw new ArgumentException($"No move goes from {posting.From} to {posting.To}.", nameof(postings));
            flows = flows.Plus(move, reversed ? -posting.Amount : posting.Amount);
        }

        return flows;
    }
}
