namespace Dashboard.Storage.Rows;

/// <summary>One result message, as evidence.</summary>
public sealed class RunResultRow
{
    public long Id { get; init; }

    public long SessionId { get; init; }

    /// <summary>16 bytes of a hash over the whole result without its instant.</summary>
    public required byte[] ContentKey { get; init; }

    public int SourceId { get; init; }

    public long BatchId { get; init; }

    public long AtMs { get; init; }

    /// <summary>The result as JSON.</summary>
    public required string Data { get; init; }
}
