using Dashboard.Credits.Money;

namespace Dashboard.Storage.Books;

/// <summary>
/// The organisation in one look. Credit figures (allocated to uncovered) are those of the running cycles of all accounts, each over
/// its own cycle; unassigned, unknown and unpriced are those of the period's days.
/// </summary>
public sealed record OrganisationFigures
{
    /// <summary>When they were derived, Unix milliseconds UTC.</summary>
    public required long AsOfMs { get; init; }

    /// <summary>Which days the page is about.</summary>
    public required OrganisationPeriod Period { get; init; }

    /// <summary>First local day of the period.</summary>
    public required DateOnly PeriodStart { get; init; }

    /// <summary>First local day after it.</summary>
    public required DateOnly PeriodEnd { get; init; }

    /// <summary>Active seats.</summary>
    public long Seats { get; init; }

    /// <summary>Seats whose running cycle is only shadow: their figures are as if the programme were live, and payable to nobody.</summary>
    public long ShadowSeats { get; init; }

    /// <summary>Granted.</summary>
    public Nanodollars Allocated { get; init; }

    /// <summary>Drawn from it.</summary>
    public Nanodollars Consumed { get; init; }

    /// <summary>Left.</summary>
    public Nanodollars Available { get; init; }

    /// <summary>Overage so far, enforced and shadow.</summary>
    public Nanodollars Overage { get; init; }

    /// <summary>Of it, what is payable: shadow cycles left out.</summary>
    public Nanodollars PayableOverage { get; init; }

    /// <summary>Usage that should have stopped.</summary>
    public Nanodollars Uncovered { get; init; }

    /// <summary>Expired within the running cycles.</summary>
    public Nanodollars Expired { get; init; }

    /// <summary>Withdrawn by people.</summary>
    public Nanodollars Voided { get; init; }

    /// <summary>Overage to expect by the end of the running cycles, what is posted included.</summary>
    public Nanodollars ProjectedOverage { get; init; }

    /// <summary>Credit that will expire unused if the projections hold.</summary>
    public Nanodollars Expiring { get; init; }

    /// <summary>Seats with an allowance and no claim.</summary>
    public long UnclaimedSeats { get; init; }

    /// <summary>Their allowances.</summary>
    public Nanodollars UnclaimedAllowance { get; init; }

    /// <summary>What they used without their credit, at most the allowance.</summary>
    public Nanodollars LeftOnTheTable { get; init; }

    /// <summary>Usage without a seat that no account holds: what the shared account posted is in its figures.</summary>
    public Nanodollars Unassigned { get; init; }

    /// <summary>Priced usage of the period's days that no account counts: no credit covers it, whether it has a seat or not. It overlaps with unassigned and unknown.</summary>
    public Nanodollars Outside { get; init; }

    /// <summary>Usage of unknown pool.</summary>
    public Nanodollars Unknown { get; init; }

    /// <summary>Events without a price.</summary>
    public long UnpricedEvents { get; init; }

    /// <summary>The shared account; null without one. The figures above have it in them.</summary>
    public PoolFigures? Pool { get; init; }

    /// <summary>Occurred-at of the newest event; null without any.</summary>
    public long? NewestEventMs { get; init; }
}
