using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>What is unsettled in a cycle. It closes only with a named acceptance of exactly these amounts.</summary>
/// <param name="Unassigned">Usage without a seat.</param>
/// <param name="Unknown">Usage of an unknown pool.</param>
/// <param name="Provisional">Usage that the vendor may still restate.</param>
/// <param name="UnpricedEvents">Events without a price: a count, they have no amount.</param>
public readonly record struct OpenQuestions(Nanodollars Unassigned, Nanodollars Unknown, Nanodollars Provisional, long UnpricedEvents)
{
    /// <summary>Nothing is unsettled.</summary>
    public bool IsNone => this == default;
}
