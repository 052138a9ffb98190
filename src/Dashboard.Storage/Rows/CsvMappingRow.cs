namespace Dashboard.Storage.Rows;

/// <summary>A saved mapping of columns to usage.</summary>
public sealed class CsvMappingRow
{
    public required string Name { get; init; }

    public required string Json { get; set; }

    public long SavedAtMs { get; set; }

    public required string SavedBy { get; set; }
}
