namespace Dashboard.Storage.Rows;

/// <summary>One entry of the audit trail. Append-only: triggers refuse every update and delete. Holds no free text and no personal data.</summary>
public sealed class AuditEntryRow
{
    /// <summary>Its place, from 1 without a gap.</summary>
    public long Sequence { get; init; }

    public long AtMs { get; init; }

    public required string Kind { get; init; }

    /// <summary>What it is about; a person is <c>person:7</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Who, in <c>audit_person</c>.</summary>
    public int PersonId { get; init; }

    /// <summary>The decision it tells of; null for other events.</summary>
    public long? DecisionSequence { get; init; }

    /// <summary>SHA-256 of salt and details, which stays when the details are erased.</summary>
    public required byte[] Commitment { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }
}
