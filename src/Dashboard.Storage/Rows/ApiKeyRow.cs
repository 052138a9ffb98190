namespace Dashboard.Storage.Rows;

/// <summary>An API key. The key itself is shown once and never stored: only its SHA-256.</summary>
public sealed class ApiKeyRow
{
    /// <summary>500 a second.</summary>
    public const int DefaultRequestsPerMinute = 30_000;

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

    /// <summary>What it may do. Keys from before there were scopes send and read, as they could.</summary>
    public ApiKeyScopes Scopes { get; init; } = ApiKeyScopes.Ingest | ApiKeyScopes.Read;

    /// <summary>The seats it may send usage for, as JSON (<c>{"teams":["Cloud"],"seats":[12]}</c>); null: all, and usage without a seat.</summary>
    public string? SeatsJson { get; init; }

    /// <summary>Requests in one minute before it is told to wait.</summary>
    public int RequestsPerMinute { get; init; } = DefaultRequestsPerMinute;

    /// <summary>From then on it is refused; null: it does not expire.</summary>
    public long? ExpiresAtMs { get; init; }

    /// <summary>From then on it is refused: somebody withdrew it.</summary>
    public long? RevokedAtMs { get; set; }
}
