namespace Dashboard.Storage.Rows;

/// <summary>The texts of an entry. They may be erased, in whole and only with their salt.</summary>
public sealed class AuditDetailRow
{
    public long Sequence { get; init; }

    /// <summary>Null once erased.</summary>
    public byte[]? Salt { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Reason { get; init; }

    public string? Address { get; init; }
}
