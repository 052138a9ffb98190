namespace Dashboard.Storage.Rows;

/// <summary>A session.</summary>
public sealed class SessionRow
{
    public long Id { get; init; }

    public required string Text { get; init; }
}
