namespace Dashboard.Storage.Rows;

/// <summary>Somebody who is named in the audit trail. The name may be replaced by a pseudonym, and only with its salt.</summary>
public sealed class AuditPersonRow
{
    public int Id { get; init; }

    /// <summary>Null once erased.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>What the actor is called: an e-mail, <c>api-key:12 CI step</c>, <c>drawdown</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of salt and name, which stays when the name is erased.</summary>
    public required byte[] Commitment { get; init; }
}
