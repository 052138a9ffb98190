namespace Dashboard.Storage.Rows;

/// <summary>An account at the vendor whose reports are pulled.</summary>
public sealed class VendorConnectionRow
{
    public int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>1 Console organisation, 2 Enterprise.</summary>
    public int Kind { get; init; }

    /// <summary>Where its API is. It never changes: a stored key must not be sent elsewhere by somebody who does not know it.</summary>
    public required string Address { get; init; }

    /// <summary>The admin key, encrypted by data protection.</summary>
    public required string KeyProtected { get; init; }

    /// <summary>What may be shown of it.</summary>
    public required string KeyShown { get; init; }

    /// <summary>What is pulled, a bit for each kind of report; bit 0 is the spend limits.</summary>
    public int Reports { get; init; }

    public bool Enabled { get; init; }

    public long CreatedAtMs { get; init; }

    public required string CreatedBy { get; init; }
}
