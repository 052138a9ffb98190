using Dashboard.Credits.Money;

namespace Dashboard.Credits.Rating;

/// <summary>What one usage event costs. Source: law, section 4, Rating.</summary>
/// <param name="Rated">Our own rating at list price and contract; null when a price, a modifier or a limit is missing (<paramref name="RatingGap"/>).</param>
/// <param name="Reported">The authoritative cost of the source at contract; null when the source gave none.</param>
/// <param name="List">The amount that counts, before the contract's discount: what remainders of results are computed from. Null when unpriced.</param>
/// <param name="Row">The price row used for the rating; null for an unknown model.</param>
/// <param name="RatingGap">Why there is no <paramref name="Rated"/>.</param>
public readonly record struct RatedUsage(Nanodollars? Rated, Nanodollars? Reported, Nanodollars? List, PriceRow? Row, UnpricedReason RatingGap)
{
    /// <summary>The amount that counts: the authoritative cost, else the rating; null when the event is unpriced and posts nothing.</summary>
    public Nanodollars? Effective => Reported ?? Rated;

    /// <summary>True when the amount that counts is the source's own.</summary>
    public bool IsAuthoritative => Reported is not null;

    /// <summary>True when nothing gives the event an amount: counted, listed, alarmed, never 0.</summary>
    public bool IsUnpriced => Effective is null;

    /// <summary>Why the event is unpriced; <see cref="UnpricedReason.None"/> when it is not.</summary>
    public UnpricedReason Reason => IsUnpriced ? RatingGap : UnpricedReason.None;
}
