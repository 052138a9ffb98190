using Dashboard.Credits.Money;

namespace Dashboard.Credits.Overage;

/// <summary>
/// A dated decision about overage, for a seat or for the organisation. It holds for events with occurred-at ≥
/// <see cref="FromMs"/> and &lt; <see cref="UntilMs"/>; after its end overage is off. Source: law, section 6.
/// </summary>
public sealed record OverageDecision
{
    /// <summary>Sequence among all decisions; of two at one instant the later wins.</summary>
    public required long Sequence { get; init; }

    /// <summary>The seat, or 0 for the organisation's own setting (usage in the shared account without a seat).</summary>
    public required int SeatId { get; init; }

    /// <summary>On or off.</summary>
    public required bool On { get; init; }

    /// <summary>The most overage in one cycle; null: no cap. Counts all overage posted in the cycle, under earlier decisions too.</summary>
    public Nanodollars? Cap { get; init; }

    /// <summary>First instant, Unix milliseconds UTC (included).</summary>
    public required long FromMs { get; init; }

    /// <summary>End, Unix milliseconds UTC (excluded); null: open.</summary>
    public long? UntilMs { get; init; }

    /// <summary>When it was decided, Unix milliseconds UTC.</summary>
    public required long DecidedAtMs { get; init; }

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What is wrong with the decision, or null: dated back, an empty interval, a negative cap, a cap while off.</summary>
    public string? Problem =>
        FromMs < DecidedAtMs ? "An overage decision cannot be dated back; post an adjustment instead."
        : UntilMs <= FromMs ? "The end must be after the start."
        : Cap < Nanodollars.Zero ? "A cap cannot be negative."
        : !On && Cap is not null ? "A cap needs overage to be on."
        : null;
}
