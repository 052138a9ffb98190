using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>
/// Puts a pseudonym where a person's e-mail and name stood, in every table, in one transaction. Amounts, instants and numbers stay, so
/// no figure changes; commitments stay, so the trail still verifies; and two entries tell of it.
/// </summary>
internal sealed class Erasure
{
    public const string Counter = "erasure";

    private const string AskedKind = "erasure-asked";

    private readonly Sql _sql;
    private readonly ErasedPerson _person;

    private Erasure(Sql sql, ErasedPerson person) => (_sql, _person) = (sql, person);

    /// <exception cref="DatabaseException">It is refused; the message says why and what to do first.</exception>
    public static async Task<ErasureResult> RunAsync(Sql sql, Organisation organisation, string email, Actor actor, string reason, long nowMs)
    {
        if (reason.Length == 0)
        {
            throw new DatabaseException("An erasure needs a reason.");
        }

        if (!organisation.RolesOf(email).IsEmpty)
        {
            throw new DatabaseException("The person still has a role here. Withdraw every role first.");
        }

        if (organisation.SeatOf(email) is { } seat && seat.IsActiveOn(ZoneDays.DayOf(nowMs, ZoneDays.Find(organisation.Rules.Zone.At(nowMs)))))
        {
            throw new DatabaseException("The person's seat is still in use, and its next usage would bring the e-mail back. End the seat first.");
        }

        var person = await ErasedPerson.FindAsync(sql, email);
        if (person.Text.IsIn(reason))
        {
            throw new DatabaseException("The reason names the person; it stays, so it must do without.");
        }

        return await new Erasure(sql, person).RunAsync(person.Text.IsIn(actor.Who) ? new Actor(person.Pseudonym) : actor, reason, nowMs);
    }

    private async Task<ErasureResult> RunAsync(Actor actor, string reason, long nowMs)
    {
        if (!_sql.IsPostgres)
        {
            await _sql.ExecuteAsync("PRAGMA secure_delete = ON");
        }

        var people = await ErasePeopleAsync();
        var entries = await EraseDetailsAsync(people);
        var (decisions, hashes) = await new DecisionErasure(_sql, _person).RunAsync();
        var rows = await new TableErasure(_sql, _person).RunAsync();
        if (entries.Count + decisions + rows + people.Count == 0)
        {
            throw new DatabaseException("Nothing here names this person.");
        }

        if (!people.Contains(_person.Text.Number))
        {
            await AddPseudonymAsync();
            people.Add(_person.Text.Number);
        }

        var record = new ErasureRecord(_person.Pseudonym, people, entries, hashes);
        var subject = AuditWriter.PersonPrefix + _person.Text.Number.ToString(CultureInfo.InvariantCulture);
        var head = await AuditWriter.AppendAsync(
            _sql,
            [
                new AuditDraft(nowMs, AskedKind, subject, actor.Who, Reason: reason, Address: actor.Address),
                new AuditDraft(nowMs, ErasureRecord.Kind, subject, actor.Who, After: record.ToJson()),
            ]);
        foreach (var counter in (string[])[Counter, "policy"])
        {
            await _sql.ExecuteAsync("INSERT INTO counter (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1", ("@name", counter));
        }

        return new ErasureResult(record.Pseudonym, entries.Count, decisions, rows, head.Sequence);
    }

    private async Task<List<int>> ErasePeopleAsync()
    {
        var people = (await _person.SelectAsync("audit_person", ["name"], "id", r => (Id: r.GetInt32(0), Name: r.GetString(1)), "salt IS NOT NULL"))
            .Where(p => _person.Text.IsIn(p.Name)).Select(p => p.Id).Distinct().Order().ToList();
        foreach (var id in people)
        {
            await _sql.ExecuteAsync("UPDATE audit_person SET salt = NULL, name = @name WHERE id = @id", ("@name", _person.Pseudonym), ("@id", id));
        }

        return people;
    }

    /// <summary>A person who never did anything here gets a number, and never a name.</summary>
    private Task AddPseudonymAsync() => _sql.InsertAsync(
        "audit_person", "id, salt, name, commitment", [[_person.Text.Number, null, _person.Pseudonym, AuditChain.OfPerson(AuditChain.NewSalt(), _person.Email)]]);

    /// <summary>Details that name the person, of this person's sign-ins and the like, and of the names of the person's seats.</summary>
    private async Task<List<long>> EraseDetailsAsync(List<int> people)
    {
        var found = (await _person.SelectAsync(
                "audit_detail", ["before", "after", "reason", "address"], "sequence", r => (Sequence: r.GetInt64(0), Texts: Enumerable.Range(1, 4).Select(i => r.IsDBNull(i) ? null : r.GetString(i)).ToList()), "salt IS NOT NULL"))
            .Where(d => d.Texts.Any(_person.Text.IsIn)).Select(d => d.Sequence).ToHashSet();
        foreach (var id in people)
        {
            found.UnionWith(await NumbersAsync(
                "SELECT e.sequence FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE d.salt IS NOT NULL AND e.decision_sequence IS NULL AND (e.person_id = @id OR e.subject = @subject)",
                ("@id", id), ("@subject", AuditWriter.PersonPrefix + id.ToString(CultureInfo.InvariantCulture))));
        }

        foreach (var id in _person.Seats)
        {
            found.UnionWith(await NumbersAsync(
                "SELECT e.sequence FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE d.salt IS NOT NULL AND e.subject = @subject AND e.kind IN ('decision:seat-added', 'decision:seat-renamed')",
                ("@subject", "seat:" + id.ToString(CultureInfo.InvariantCulture))));
        }

        foreach (var (sequence, before, payload) in await _sql.QueryAsync(
            "SELECT d.sequence, d.before, x.payload FROM audit_detail d JOIN audit_entry e ON e.sequence = d.sequence JOIN decision x ON x.sequence = e.decision_sequence WHERE d.salt IS NOT NULL AND x.kind IN ('identity-assigned', 'identity-rules-set')",
            r => (Sequence: r.GetInt64(0), Before: r.IsDBNull(1) ? null : r.GetString(1), Payload: r.GetString(2))))
        {
            if (IsIn(payload) || (before is not null && IsIn(before)))
            {
                found.Add(sequence);
            }
        }

        // What earlier erasures did is needed to verify them, and names nobody.
        found.ExceptWith(await NumbersAsync("SELECT sequence FROM audit_entry WHERE kind = @kind", ("@kind", ErasureRecord.Kind)));
        foreach (var sequence in found)
        {
            await _sql.ExecuteAsync("UPDATE audit_detail SET salt = NULL, before = NULL, after = NULL, reason = NULL, address = NULL WHERE sequence = @sequence", ("@sequence", sequence));
        }

        return [.. found.Order()];
    }

    private bool IsIn(string decision)
    {
        var body = DecisionJson.Read(decision);
        return !ReferenceEquals(_person.Identities.Rewrite(body), body);
    }

    private Task<List<long>> NumbersAsync(string sql, params (string Name, object? Value)[] parameters) => _sql.QueryAsync(sql, r => r.GetInt64(0), parameters);
}
