namespace Dashboard.Storage.Rows;

/// <summary>How far a report of a connection was pulled, and what stood in the way.</summary>
public sealed class VendorPullRow
{
    public int ConnectionId { get; init; }

    /// <summary>The kind of report; 0 for spend limits.</summary>
    public int Report { get; init; }

    public long StartedAtMs { get; init; }

    /// <summary>When a pull was last whole.</summary>
    public long? DoneAtMs { get; init; }

    /// <summary>As of when the vendor says the newest figures are, by its clock.</summary>
    public long? RefreshedAtMs { get; init; }

    /// <summary>What the vendor's clock showed more than ours.</summary>
    public long SkewMs { get; init; }

    /// <summary>What stood in the way of the last pull; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>Rows of the last whole pull.</summary>
    public long RowsRead { get; init; }

    /// <summary>Fields that were refused in the last pull: how many, and the first of them as JSON.</summary>
    public long Issues { get; init; }

    public string? IssuesJson { get; init; }
}
