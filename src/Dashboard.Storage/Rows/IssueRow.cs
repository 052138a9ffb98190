namespace Dashboard.Storage.Rows;

/// <summary>Something in the input that needs a look.</summary>
public sealed class IssueRow
{
    public long Id { get; init; }

    public long BatchId { get; init; }

    public int SourceId { get; init; }

    /// <summary>The file's name without its folders, or what the caller names.</summary>
    public required string Place { get; init; }

    public long? Line { get; init; }

    public required string Reason { get; init; }
}
