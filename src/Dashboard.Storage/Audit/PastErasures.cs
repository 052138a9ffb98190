using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>What the erasures did of which the trail tells: only that may be gone.</summary>
internal sealed class PastErasures
{
    private readonly Dictionary<int, string> _people = [];
    private readonly HashSet<long> _entries = [];
    private readonly Dictionary<long, string> _decisions = [];

    private PastErasures()
    {
    }

    public static async Task<PastErasures> LoadAsync(Sql sql)
    {
        var all = new PastErasures();
        var records = await sql.QueryAsync(
            "SELECT d.after FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE e.kind = @kind ORDER BY e.sequence",
            r => r.IsDBNull(0) ? null : ErasureRecord.Parse(r.GetString(0)),
            ("@kind", ErasureRecord.Kind));
        foreach (var record in records.OfType<ErasureRecord>())
        {
            foreach (var id in record.People)
            {
                all._people[id] = record.Pseudonym;
            }

            all._entries.UnionWith(record.Entries);
            foreach (var (sequence, hash) in record.Decisions)
            {
                all._decisions[sequence] = hash;
            }
        }

        return all;
    }

    /// <summary>What stands for a person since; null when the name was not erased.</summary>
    public string? PseudonymOf(int person) => _people.GetValueOrDefault(person);

    /// <summary>Whether the details of an entry were erased.</summary>
    public bool Includes(long entry) => _entries.Contains(entry);

    /// <summary>Whether a decision is as the erasure left it; one whose details were not erased is.</summary>
    public bool Left(StoredDecision decision) => !_decisions.TryGetValue(decision.Sequence, out var hash) || hash == decision.HashText;
}
