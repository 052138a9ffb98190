namespace Dashboard.Storage.Rows;

/// <summary>A registered source of usage.</summary>
public sealed class SourceRow
{
    public int Id { get; init; }

    /// <summary>Unique among sources.</summary>
    public required string Name { get; set; }

    /// <summary>What it is, in one word: <c>upload</c>, <c>folder</c>, <c>push</c>, <c>rest</c>, <c>sample</c>.</summary>
    public required string Kind { get; init; }

    public long CreatedAtMs { get; init; }
}
