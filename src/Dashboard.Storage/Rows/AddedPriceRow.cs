namespace Dashboard.Storage.Rows;

/// <summary>A price row of the owner. Append-only: a row with the model and start of an earlier one replaces it from then on.</summary>
public sealed class AddedPriceRow
{
    public int Id { get; init; }

    /// <summary>The row as JSON.</summary>
    public required string Text { get; init; }

    public long AddedAtMs { get; init; }

    public required string AddedBy { get; init; }
}
