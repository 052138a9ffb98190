using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Books;

/// <summary>The shared account in its running cycle. What seats hold in it are shares: attribution, not a right.</summary>
public sealed record PoolFigures
{
    /// <summary>First day of its cycle.</summary>
    public required DateOnly CycleStart { get; init; }

    /// <summary>First day after it: the next payment day.</summary>
    public required DateOnly CycleEnd { get; init; }

    /// <summary>What the ledger does in the cycle.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required SeatCycleState State { get; init; }

    /// <summary>What the seats held at the cycle's start give, the cap kept.</summary>
    public Nanodollars Allowance { get; init; }

    /// <summary>Granted.</summary>
    public Nanodollars Granted { get; init; }

    /// <summary>Drawn.</summary>
    public Nanodollars Consumed { get; init; }

    /// <summary>Left.</summary>
    public Nanodollars Available { get; init; }

    /// <summary>Overage so far.</summary>
    public Nanodollars Overage { get; init; }

    /// <summary>Usage that should have stopped.</summary>
    public Nanodollars Uncovered { get; init; }

    /// <summary>Of <see cref="Consumed"/>, what usage without a seat drew: in no seat's part.</summary>
    public Nanodollars ConsumedWithoutSeat { get; init; }

    /// <summary>Of <see cref="Overage"/>, what usage without a seat made.</summary>
    public Nanodollars OverageWithoutSeat { get; init; }

    /// <summary>Of <see cref="Uncovered"/>, what usage without a seat made.</summary>
    public Nanodollars UncoveredWithoutSeat { get; init; }

    /// <summary>Withdrawn by people.</summary>
    public Nanodollars Voided { get; init; }

    /// <summary>Used before the claim, at most the allowance.</summary>
    public Nanodollars LeftOnTheTable { get; init; }

    /// <summary>Usage by the end of the cycle: the point of the projection.</summary>
    public Nanodollars Projected { get; init; }

    /// <summary>Lower end of the 80% band.</summary>
    public Nanodollars ProjectedLow { get; init; }

    /// <summary>Upper end of it.</summary>
    public Nanodollars ProjectedHigh { get; init; }

    /// <summary>P(exhaust), 0 to 1.</summary>
    public double ExhaustProbability { get; init; }

    /// <summary>The projected exhaustion date; null: not this cycle.</summary>
    public DateOnly? ExhaustDay { get; init; }

    /// <summary>Days with usage that the projection rests on.</summary>
    public int ActiveDays { get; init; }

    /// <summary>Seats that draw from it.</summary>
    public long Seats { get; init; }

    /// <summary>Overage to expect by the end of the cycle, what is posted included: the part of what goes beyond the credit that seats with overage on use.</summary>
    public Nanodollars ProjectedOverage { get; init; }

    /// <summary>Credit that will expire unused if the projection holds.</summary>
    public Nanodollars Expiring => Kind is CycleKind.Enforced or CycleKind.Shadow && Projected < Granted - Voided ? Granted - Voided - Projected : default;
}
