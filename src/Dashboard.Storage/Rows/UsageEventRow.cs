namespace Dashboard.Storage.Rows;

/// <summary>
/// One usage event. Small integers: texts are in dictionary tables, amounts are nanodollars, instants are Unix milliseconds UTC.
/// Written by <c>Writes/</c> only; the column order is that of <c>EventColumns</c>.
/// </summary>
public sealed class UsageEventRow
{
    public long Id { get; init; }

    /// <summary>Day of <see cref="OccurredAtMs"/> in the organisation's zone, days since 1970-01-01.</summary>
    public int Day { get; init; }

    /// <summary>0 is unassigned.</summary>
    public int SeatId { get; init; }

    public long OccurredAtMs { get; init; }

    /// <summary>The registered source that brought the event first.</summary>
    public int SourceId { get; init; }

    /// <summary>The import that brought it first; its row has the received-at.</summary>
    public long BatchId { get; init; }

    public long? SessionId { get; init; }

    public int ModelId { get; init; }

    public int ContextId { get; init; }

    public long? TagsId { get; init; }

    /// <summary>The e-mail the source itself states.</summary>
    public int? ActorId { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CacheWrite5mTokens { get; init; }

    public long CacheWrite1hTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public int WebSearches { get; init; }

    /// <summary><see cref="Credits.Usage.Pool"/>.</summary>
    public int Pool { get; init; }

    /// <summary><c>EventFlags</c>.</summary>
    public int Flags { get; init; }

    public int? PriceRowId { get; init; }

    /// <summary>Our own rating; null when there is none, and when it equals <see cref="CostNano"/> and the flag says so.</summary>
    public long? RatedNano { get; init; }

    /// <summary>The cost the source is authoritative for, as reported.</summary>
    public long? AuthoritativeNano { get; init; }

    /// <summary>A cost the source states without authority.</summary>
    public long? StatedNano { get; init; }

    /// <summary>The amount that counts; null when unpriced.</summary>
    public long? CostNano { get; init; }

    /// <summary>The same before the contract's discount; null when it is the same.</summary>
    public long? ListNano { get; init; }

    /// <summary>The first 8 bytes of the event's identity hash, sign bit flipped so that the integer order is the byte order.</summary>
    public long Identity { get; init; }
}
