namespace Dashboard.Storage.Rows;

/// <summary>One attempt to deliver, and what the other side said.</summary>
public sealed class OutboxAttemptRow
{
    public long OutboxId { get; init; }

    /// <summary>From 1.</summary>
    public int Attempt { get; init; }

    public long AtMs { get; init; }

    public required string Node { get; init; }

    public bool Delivered { get; init; }

    public required string Answer { get; init; }
}
