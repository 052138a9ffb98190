namespace Dashboard.Storage.Rows;

/// <summary>An identity key that was written or moved since an import touched its event.</summary>
public sealed class ImportedKeyRow
{
    /// <summary>As in <see cref="UsageIdentityRow"/>.</summary>
    public required byte[] Key { get; init; }

    public long Cluster { get; init; }

    /// <summary>The event it pointed to before; null when it was not there.</summary>
    public long? EventId { get; init; }
}
