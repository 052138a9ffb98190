namespace Dashboard.Storage.Rows;

/// <summary>An API key. The key itself is shown once and never stored: only its SHA-256.</summary>
public sealed class ApiKeyRow
{
    public int Id { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    /// <summary>The first characters of the key, to tell keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key. Unique.</summary>
    public required byte[] Hash { get; init; }

    public long CreatedAtMs { get; init; }

    /// <summary>The person who made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it was last accepted, to the hour: written at most once an hour.</summary>
    public long? LastUsedAtMs { get; set; }

    /// <summary>From then on it is refused.</summary>
    public long? RevokedAtMs { get; set; }
}
