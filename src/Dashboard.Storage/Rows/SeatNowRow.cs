namespace Dashboard.Storage.Rows;

/// <summary>One seat in its running cycle, with everything that grids sort and filter on. Derived.</summary>
public sealed class SeatNowRow
{
    public int SeatId { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required string Team { get; init; }

    public required string CostCentre { get; init; }

    public required string Plan { get; init; }

    /// <summary>E-mail, name, team and cost centre in lower case.</summary>
    public required string SearchText { get; init; }

    public bool Active { get; init; }

    /// <summary>The seat's own account, or 0: it draws from the shared account.</summary>
    public int AccountId { get; init; }

    public int CycleStart { get; init; }

    public int CycleEnd { get; init; }

    public long StartMs { get; init; }

    public long EndMs { get; init; }

    public int Kind { get; init; }

    public int CycleState { get; init; }

    /// <summary><see cref="Credits.Runbook.SeatState"/>, in the order of urgency.</summary>
    public int State { get; init; }

    public long Allocated { get; init; }

    public long Consumed { get; init; }

    public long Available { get; init; }

    public long Overage { get; init; }

    public long Uncovered { get; init; }

    public long Expired { get; init; }

    public long Voided { get; init; }

    /// <summary>Consumed + overage + uncovered; in history and off cycles covered usage.</summary>
    public long Used { get; init; }

    public long Allowance { get; init; }

    public long LeftOnTheTable { get; init; }

    public long UnpricedEvents { get; init; }

    public long LastEventMs { get; init; }

    public bool OverageOn { get; init; }

    public long? OverageCap { get; init; }

    public long Projected { get; init; }

    public long ProjectedLow { get; init; }

    public long ProjectedHigh { get; init; }

    /// <summary>Projected usage beyond the allocation, within the cap, when overage is on.</summary>
    public long ProjectedOverage { get; init; }

    public double? ExhaustProbability { get; init; }

    public int? ExhaustDay { get; init; }

    /// <summary>Used share of the allocation in millionths, to sort by; 0 without an allocation.</summary>
    public long UsedShare { get; init; }

    public long AsOfMs { get; init; }

    /// <summary>The instant from which its data are stale unless a source delivers before, Unix milliseconds UTC; null when none of its sources has a window. It was stale when the row was made if this is not after <see cref="AsOfMs"/>.</summary>
    public long? StaleFromMs { get; init; }
}
