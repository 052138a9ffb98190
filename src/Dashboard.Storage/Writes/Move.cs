using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>Events that a decision moves between seats and pools, or gives another cost.</summary>
/// <param name="FromSeat">0 is unassigned.</param>
/// <param name="ToSeat">0 is unassigned.</param>
/// <param name="FromPool">Before.</param>
/// <param name="ToPool">After.</param>
/// <param name="Events">How many.</param>
/// <param name="UnpricedBefore">Of them without an amount before.</param>
/// <param name="UnpricedAfter">Of them without an amount after.</param>
/// <param name="CostBefore">Their cost before.</param>
/// <param name="CostAfter">Their cost after.</param>
public sealed record Move(
    int FromSeat, int ToSeat, Pool FromPool, Pool ToPool, int Events, int UnpricedBefore, int UnpricedAfter, Nanodollars CostBefore, Nanodollars CostAfter)
{
    /// <summary>When the earliest of them happened, Unix milliseconds UTC.</summary>
    public long FirstMs { get; init; }

    /// <summary>When the latest of them happened.</summary>
    public long LastMs { get; init; }
}
