namespace Dashboard.Storage.Rows;

/// <summary>A project: the last segment of a working directory.</summary>
public sealed class ProjectRow
{
    public int Id { get; init; }

    public required string Text { get; init; }
}
