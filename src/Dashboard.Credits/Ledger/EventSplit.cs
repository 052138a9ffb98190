using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>The up to three legs of one covered event; they always sum to it. Source: law, section 5, Drawing.</summary>
/// <param name="Covered">Drawn from available.</param>
/// <param name="Overage">Payable overage.</param>
/// <param name="Uncovered">The rest: usage that should have stopped.</param>
public readonly record struct EventSplit(Nanodollars Covered, Nanodollars Overage, Nanodollars Uncovered)
{
    /// <summary>Available first, then overage up to what its cap leaves, then uncovered. No amount is negative.</summary>
    public static EventSplit Of(Nanodollars amount, Nanodollars available, Nanodollars overageRemaining)
    {
        var covered = Nanodollars.Min(amount, Nanodollars.Max(available, Nanodollars.Zero));
        var rest = amount - covered;
        var overage = Nanodollars.Min(rest, Nanodollars.Max(overageRemaining, Nanodollars.Zero));
        return new EventSplit(covered, overage, rest - overage);
    }
}
