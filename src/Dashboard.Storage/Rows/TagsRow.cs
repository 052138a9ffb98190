namespace Dashboard.Storage.Rows;

/// <summary>A set of free tags as JSON, keys in order.</summary>
public sealed class TagsRow
{
    public long Id { get; init; }

    public required string Text { get; init; }
}
