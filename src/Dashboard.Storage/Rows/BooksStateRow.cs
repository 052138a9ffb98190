namespace Dashboard.Storage.Rows;

/// <summary>A small derived thing about all books, as JSON.</summary>
public sealed class BooksStateRow
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
