namespace Dashboard.Storage.Rows;

/// <summary>Whose usage a source brings, from an instant on. Append-only.</summary>
public sealed class SourceSeatRow
{
    public long Id { get; init; }

    public int SourceId { get; init; }

    public long FromMs { get; init; }

    /// <summary>0 is unassigned.</summary>
    public int SeatId { get; init; }

    public long DecidedAtMs { get; init; }

    public required string DecidedBy { get; init; }
}
