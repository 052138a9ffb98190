using System.Data.Common;

namespace Dashboard.Storage.Audit;

/// <summary>An entry with its details and its decision as they stand in the database.</summary>
internal sealed record StoredEntry(
    long Sequence, long AtMs, string Kind, string Subject, int PersonId, long? DecisionSequence, byte[] Commitment, byte[] PreviousHash, byte[] Hash, StoredDetail? Detail, StoredDecision? Decision)
{
    public const string Query = """
        SELECT e.sequence, e.at_ms, e.kind, e.subject, e.person_id, e.decision_sequence, e.commitment, e.previous_hash, e.hash,
          d.sequence, d.salt, d.before, d.after, d.reason, d.address,
          x.sequence, x.effective_at_ms, x.booked_at_ms, x.kind, x.subject, x.payload, x.actor, x.reason
        FROM audit_entry e LEFT JOIN audit_detail d ON d.sequence = e.sequence LEFT JOIN decision x ON x.sequence = e.decision_sequence
        WHERE e.sequence > @after ORDER BY e.sequence LIMIT @limit
        """;

    public static StoredEntry Read(DbDataReader r) => new(
        r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.IsDBNull(5) ? null : r.GetInt64(5), Bytes(r, 6)!, Bytes(r, 7)!, Bytes(r, 8)!,
        r.IsDBNull(9) ? null : new StoredDetail(Bytes(r, 10), Text(r, 11), Text(r, 12), Text(r, 13), Text(r, 14)),
        r.IsDBNull(15) ? null : new StoredDecision(r.GetInt64(15), r.GetInt64(16), r.GetInt64(17), r.GetString(18), r.GetString(19), r.GetString(20), r.GetString(21), r.GetString(22)));

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static byte[]? Bytes(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<byte[]>(column);
}
