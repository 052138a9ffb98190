using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>A request for overage and what became of it.</summary>
public sealed record OverageRequest
{
    /// <summary>Its number: the sequence of the decision that asked.</summary>
    public required long Id { get; init; }

    /// <summary>The seat.</summary>
    public required int SeatId { get; init; }

    /// <summary>The cap asked for; null: none.</summary>
    public required Nanodollars? Cap { get; init; }

    /// <summary>The end asked for, Unix milliseconds UTC, excluded; null: open.</summary>
    public required long? UntilMs { get; init; }

    /// <summary>Who asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When, Unix milliseconds UTC.</summary>
    public required long AskedAtMs { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Open, or how it ended.</summary>
    public OverageRequestState State { get; init; }

    /// <summary>Who answered, or withdrew it; null while it is open.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When, Unix milliseconds UTC.</summary>
    public long? AnsweredAtMs { get; init; }

    /// <summary>Why.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The overage decision that followed; null: none.</summary>
    public long? Decision { get; init; }
}
