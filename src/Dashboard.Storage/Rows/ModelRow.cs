namespace Dashboard.Storage.Rows;

/// <summary>A model as stated.</summary>
public sealed class ModelRow
{
    public int Id { get; init; }

    public required string Text { get; init; }
}
