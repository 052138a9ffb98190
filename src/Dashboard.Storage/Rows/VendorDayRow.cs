namespace Dashboard.Storage.Rows;

/// <summary>One row of a vendor's report: the newest figure of a UTC day, actor, model, product and type. It names no request and is never added to usage.</summary>
public sealed class VendorDayRow
{
    public int ConnectionId { get; init; }

    public int Report { get; init; }

    /// <summary>The UTC day, days since 1970-01-01.</summary>
    public int Day { get; init; }

    /// <summary>Half a SHA-256 over actor, model, product and type: texts of the vendor may be longer than an index bears.</summary>
    public required string RowKey { get; init; }

    public int ActorKind { get; init; }

    public required string Actor { get; init; }

    /// <summary>In lower case.</summary>
    public string? Email { get; init; }

    public string? ApiKey { get; init; }

    public string? Workspace { get; init; }

    public required string Model { get; init; }

    public required string Product { get; init; }

    public required string Type { get; init; }

    /// <summary>Nanodollars after discount; null when the report names no amount.</summary>
    public long? CostNano { get; init; }

    public long? ListNano { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long CacheWrite5mTokens { get; init; }

    public long CacheWrite1hTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long WebSearches { get; init; }

    public long Requests { get; init; }

    /// <summary>As of when these figures are, by the vendor's clock; the day's mark may be newer when they were the same again.</summary>
    public long RefreshedAtMs { get; init; }

    /// <summary>When they were written.</summary>
    public long PulledAtMs { get; init; }
}
