using System.Globalization;
using Dashboard.Storage.Books;
using static Dashboard.Storage.Audit.AuditFindings;

namespace Dashboard.Storage.Audit;

/// <summary>The people of the trail: who an entry is by and about, and whether each name is the one that was committed to.</summary>
internal sealed class AuditedPeople
{
    private readonly Dictionary<int, Person> _people = [];
    private readonly HashSet<int> _named = [];

    private AuditedPeople()
    {
    }

    public static async Task<AuditedPeople> LoadAsync(Sql sql)
    {
        var all = new AuditedPeople();
        var people = await sql.QueryAsync(
            "SELECT id, salt, name, commitment FROM audit_person ORDER BY id",
            r => (Id: r.GetInt32(0), Salt: r.IsDBNull(1) ? null : r.GetFieldValue<byte[]>(1), Name: r.GetString(2), Commitment: r.GetFieldValue<byte[]>(3)));
        foreach (var (id, salt, name, commitment) in people)
        {
            all._people[id] = new Person(salt, name, commitment);
        }

        return all;
    }

    /// <summary>The person an entry is about; null when it is about something else.</summary>
    public static int? Of(string subject) =>
        subject.StartsWith(AuditWriter.PersonPrefix, StringComparison.Ordinal) && int.TryParse(subject.AsSpan(AuditWriter.PersonPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The name; null when there is no such person.</summary>
    public string? NameOf(int id) => _people.GetValueOrDefault(id)?.Name;

    /// <summary>What the hash of an entry holds of a person whom the entry names; null when there is no such person.</summary>
    public byte[]? Named(int id)
    {
        _named.Add(id);
        return _people.GetValueOrDefault(id)?.Commitment;
    }

    /// <summary>After the last entry: every name belongs to its commitment and is in the trail, or was erased by an entry that says so.</summary>
    public void Verify(PastErasures erasures, AuditFindings findings)
    {
        foreach (var (id, person) in _people)
        {
            var where = Text($"person {id}");
            if (!_named.Contains(id))
            {
                findings.Add(where, "no entry names this person");
            }

            if (person.Salt is { } salt)
            {
                if (!AuditChain.OfPerson(salt, person.Name).AsSpan().SequenceEqual(person.Commitment))
                {
                    findings.Add(where, "name, salt and commitment do not belong together");
                }
            }
            else if (erasures.PseudonymOf(id) is var pseudonym && pseudonym != person.Name)
            {
                findings.Add(where, pseudonym is null ? "the name is erased, and no entry says so" : "the pseudonym is not the one that the erasure gave");
            }
        }
    }

    private sealed record Person(byte[]? Salt, string Name, byte[] Commitment);
}
