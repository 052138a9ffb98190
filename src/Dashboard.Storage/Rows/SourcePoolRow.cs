namespace Dashboard.Storage.Rows;

/// <summary>The pool of a source's usage that no rule decides, from an instant on. Append-only.</summary>
public sealed class SourcePoolRow
{
    public long Id { get; init; }

    public int SourceId { get; init; }

    public long FromMs { get; init; }

    /// <summary><see cref="Credits.Usage.Pool"/>.</summary>
    public int Pool { get; init; }

    public long DecidedAtMs { get; init; }

    public required string DecidedBy { get; init; }
}
