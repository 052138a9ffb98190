namespace Dashboard.Storage.Reads;

/// <summary>A page of the grid.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Total">How many rows the query has in all.</param>
public sealed record SeatsPage(IReadOnlyList<SeatLine> Items, long Total);
