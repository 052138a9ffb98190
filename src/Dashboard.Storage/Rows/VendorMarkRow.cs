namespace Dashboard.Storage.Rows;

/// <summary>As of when a day of a report is known whole.</summary>
public sealed class VendorMarkRow
{
    public int ConnectionId { get; init; }

    public int Report { get; init; }

    /// <summary>The UTC day, days since 1970-01-01.</summary>
    public int Day { get; init; }

    /// <summary>The vendor's <c>data_refreshed_at</c>, else its clock when it answered.</summary>
    public long RefreshedAtMs { get; init; }
}
