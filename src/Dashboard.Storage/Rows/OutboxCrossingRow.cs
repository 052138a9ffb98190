namespace Dashboard.Storage.Rows;

/// <summary>Which decisions of the runbook a delivery tells of.</summary>
public sealed class OutboxCrossingRow
{
    public long OutboxId { get; init; }

    public long CrossingId { get; init; }
}
