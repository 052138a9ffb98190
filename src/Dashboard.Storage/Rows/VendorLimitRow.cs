namespace Dashboard.Storage.Rows;

/// <summary>A spend limit that holds at the vendor for a person, as last read.</summary>
public sealed class VendorLimitRow
{
    public int ConnectionId { get; init; }

    public required string UserId { get; init; }

    public required string Period { get; init; }

    public string? Email { get; init; }

    /// <summary>Null for unlimited.</summary>
    public long? AmountNano { get; init; }

    public required string Source { get; init; }

    public long SpentNano { get; init; }

    public long PulledAtMs { get; init; }
}
