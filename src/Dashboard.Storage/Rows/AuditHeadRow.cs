namespace Dashboard.Storage.Rows;

/// <summary>The last entry of the audit trail, kept apart so that cutting the trail off is noticed; one row with id 1.</summary>
public sealed class AuditHeadRow
{
    public int Id { get; init; }

    public long Sequence { get; init; }

    public required byte[] Hash { get; init; }
}
