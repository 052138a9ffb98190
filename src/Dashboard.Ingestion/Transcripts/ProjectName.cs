namespace Dashboard.Ingestion.Transcripts;

/// <summary>The project of a working directory: its last segment. The rest of the path is never kept. Source: law, section 4.</summary>
internal static class ProjectName
{
    private const int MaxBytes = 128;

    /// <summary>The last segment, of a path with <c>/</c> or <c>\</c>; empty for a root or for nothing.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd("/\\ "u8);
        var name = path[(path.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];
        return name.Length > MaxBytes || name.EndsWith(":"u8) ? default : name;
    }
}
