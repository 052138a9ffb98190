namespace Dashboard.Storage.Rows;

/// <summary>One write by one caller.</summary>
public sealed class ImportBatchRow
{
    public long Id { get; init; }

    public int SourceId { get; init; }

    public long ReceivedAtMs { get; init; }

    public int Accepted { get; init; }

    public int Updated { get; init; }

    public int Duplicate { get; init; }

    public int Superseded { get; init; }

    public int Rejected { get; init; }
}
