namespace Dashboard.Storage.Rows;

/// <summary>A number that only grows.</summary>
public sealed class CounterRow
{
    public required string Name { get; init; }

    public long Value { get; set; }
}
