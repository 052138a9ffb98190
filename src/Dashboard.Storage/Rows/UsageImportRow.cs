namespace Dashboard.Storage.Rows;

/// <summary>One file of usage that was imported by a mapping. Its source is its own, so that it can be found, and be taken back whole.</summary>
public sealed class UsageImportRow
{
    /// <summary>Its source.</summary>
    public int SourceId { get; init; }

    /// <summary>The file's name without its folders.</summary>
    public required string FileName { get; init; }

    /// <summary>The mapping's name.</summary>
    public required string Mapping { get; init; }

    /// <summary>The mapping as JSON.</summary>
    public required string MappingJson { get; init; }

    /// <summary><see cref="Imports.ImportState"/>.</summary>
    public int State { get; set; }

    public long StartedAtMs { get; init; }

    public long? EndedAtMs { get; set; }

    public required string StartedBy { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; set; }

    /// <summary>Rows of the file.</summary>
    public long RowCount { get; set; }

    public long Accepted { get; set; }

    public long Updated { get; set; }

    public long Duplicate { get; set; }

    /// <summary>Rows and lines that were not used.</summary>
    public long Issues { get; set; }

    /// <summary>When the earliest of it happened.</summary>
    public long? FirstAtMs { get; set; }

    /// <summary>When the latest of it happened.</summary>
    public long? LastAtMs { get; set; }

    public long? TakenBackAtMs { get; set; }

    public string? TakenBackBy { get; set; }
}
