namespace Dashboard.Storage.Rows;

/// <summary>A price row that some event was rated with, as JSON.</summary>
public sealed class PriceRowRow
{
    public int Id { get; init; }

    public required string Text { get; init; }
}
