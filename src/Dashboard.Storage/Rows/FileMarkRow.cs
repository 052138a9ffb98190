namespace Dashboard.Storage.Rows;

/// <summary>How far a file was read.</summary>
public sealed class FileMarkRow
{
    public int SourceId { get; init; }

    /// <summary>A hash of the path: full paths are never stored.</summary>
    public required string FileKey { get; init; }

    public long Inode { get; init; }

    public long Size { get; init; }

    public long ModifiedAtMs { get; init; }

    public long Offset { get; init; }

    /// <summary>What the reader needs to go on from there.</summary>
    public string State { get; init; } = "";
}
