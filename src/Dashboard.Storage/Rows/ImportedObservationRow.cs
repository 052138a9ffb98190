namespace Dashboard.Storage.Rows;

/// <summary>What anybody said of an event since an import touched it: told again without the import when that is taken back.</summary>
public sealed class ImportedObservationRow
{
    /// <summary>In the order of arrival. It is a number of events: an event that is made of it when it is told again gets it.</summary>
    public long Id { get; init; }

    public long Cluster { get; init; }

    public int SourceId { get; init; }

    public long BatchId { get; init; }

    /// <summary>Whether it came by an import.</summary>
    public bool IsImport { get; init; }

    public long ReceivedAtMs { get; init; }

    public long? FallbackAtMs { get; init; }

    /// <summary>The newest decision when it was said; null where that was not kept yet.</summary>
    public long? Decision { get; init; }

    /// <summary>12 bytes: the hash that names its component.</summary>
    public required byte[] PrimaryHash { get; init; }

    /// <summary>12 bytes: the hash of the request id of a message.</summary>
    public byte[]? LinkHash { get; init; }

    /// <summary>The observation as JSON, without its ids.</summary>
    public required string Record { get; init; }
}
