namespace Dashboard.Storage.Rows;

/// <summary>An e-mail that a source stated, in lower case.</summary>
public sealed class ActorRow
{
    public int Id { get; init; }

    public required string Text { get; init; }
}
