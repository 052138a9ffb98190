using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>One usage event, to explain a figure.</summary>
public sealed record EventLine
{
    public required long Id { get; init; }

    /// <summary>Unix milliseconds UTC.</summary>
    public required long OccurredAtMs { get; init; }

    public required string Model { get; init; }

    public required Pool Pool { get; init; }

    public required string? Entrypoint { get; init; }

    public required string? App { get; init; }

    public required string? Project { get; init; }

    public required string? Session { get; init; }

    /// <summary>The source that brought it first.</summary>
    public required int SourceId { get; init; }

    public required TokenCounts Tokens { get; init; }

    public required int WebSearches { get; init; }

    /// <summary>The amount that counts; null: unpriced.</summary>
    public required Nanodollars? Cost { get; init; }

    /// <summary>Whether the amount is the source's own.</summary>
    public required bool IsReported { get; init; }

    /// <summary>The price row of our own rating; null: none.</summary>
    public required PriceRow? Price { get; init; }

    /// <summary>Whether it is what results post beyond known requests.</summary>
    public required bool IsRemainder { get; init; }
}
