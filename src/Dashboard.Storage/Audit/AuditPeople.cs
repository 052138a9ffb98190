using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>The numbers of the people of a trail, within one transaction.</summary>
internal sealed class AuditPeople(Sql sql)
{
    private readonly Dictionary<string, Person> _known = new(StringComparer.Ordinal);

    public async Task<Person> FindOrAddAsync(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var person = await sql.FirstAsync(
            "SELECT id, commitment FROM audit_person WHERE name = @name ORDER BY id LIMIT 1", r => new Person(r.GetInt32(0), r.GetFieldValue<byte[]>(1)), ("@name", name));
        if (person is null)
        {
            var salt = AuditChain.NewSalt();
            person = new Person(1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM audit_person", r => r.GetInt32(0)), AuditChain.OfPerson(salt, name));
            await sql.InsertAsync("audit_person", "id, salt, name, commitment", [[person.Id, salt, name, person.Commitment]]);
        }

        return _known[name] = person;
    }

    /// <exception cref="ArgumentException">There is no such person.</exception>
    public async Task<Person> OfIdAsync(int id) =>
        await sql.FirstAsync("SELECT id, commitment FROM audit_person WHERE id = @id", r => new Person(r.GetInt32(0), r.GetFieldValue<byte[]>(1)), ("@id", id))
            ?? throw new ArgumentException($"The audit trail has no person {id}.", nameof(id));

    internal sealed record Person(int Id, byte[] Commitment);
}
