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
    private readonly PersonText _person;
    private readonly string _email;
    private readonly HashSet<int> _seats;

    private Erasure(Sql sql, PersonText person, string email, HashSet<int> seats)
    {
        _sql = sql;
        _person = person;
        _email = email;
        _seats = seats;
    }

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

        var (names, seats) = await NamesAsync(sql, email);
        var number = await sql.FirstAsync("SELECT id FROM audit_person WHERE lower(name) = @name ORDER BY id LIMIT 1", r => (int?)r.GetInt32(0), ("@name", email))
            ?? 1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM audit_person", r => r.GetInt32(0));
        var person = new PersonText(email, names, number);
        if (person.IsIn(reason))
        {
            throw new DatabaseException("The reason names the person; it stays, so it must do without.");
        }

        return await new Erasure(sql, person, email, seats).RunAsync(person.IsIn(actor.Who) ? new Actor(ErasureRecord.PseudonymOf(number)) : actor, reason, nowMs);
    }

    private async Task<ErasureResult> RunAsync(Actor actor, string reason, long nowMs)
    {
        if (!_sql.IsPostgres)
        {
            await _sql.ExecuteAsync("PRAGMA secure_delete = ON");
        }

        var people = await ErasePeopleAsync();
        var entries = await EraseDetailsAsync(people);
        var (decisions, hashes) = await RewriteDecisionsAsync();
        var rows = await RemoveAccountAsync() + await RewriteTablesAsync();
        if (entries.Count + decisions + rows + people.Count == 0)
        {
            throw new DatabaseException("Nothing here names this person.");
        }

        if (!people.Contains(_person.Number))
        {
            await AddPseudonymAsync();
            people.Add(_person.Number);
        }

        var record = new ErasureRecord(ErasureRecord.PseudonymOf(_person.Number), people, entries, hashes);
        var subject = AuditWriter.PersonPrefix + _person.Number.ToString(CultureInfo.InvariantCulture);
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

    /// <summary>Every name the person had here, and the seats that had the e-mail.</summary>
    private static async Task<(HashSet<string> Names, HashSet<int> Seats)> NamesAsync(Sql sql, string email)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seats = new HashSet<int>();
        foreach (var payload in await sql.QueryAsync("SELECT payload FROM decision WHERE kind IN ('seat-added', 'seat-renamed') ORDER BY sequence", r => r.GetString(0)))
        {
            switch (DecisionJson.Read(payload))
            {
                case SeatAdded added when added.Email == email:
                    seats.Add(added.SeatId);
                    names.Add(added.Name);
                    break;
                case SeatRenamed renamed when seats.Contains(renamed.SeatId):
                    names.Add(renamed.Name);
                    break;
            }
        }

        names.UnionWith(await sql.QueryAsync("""SELECT "Name" FROM "AspNetUsers" WHERE "NormalizedEmail" = @email""", r => r.GetString(0), ("@email", email.ToUpperInvariant())));
        names.UnionWith(await sql.QueryAsync("SELECT name FROM invitation WHERE email = @email", r => r.GetString(0), ("@email", email)));
        return (names, seats);
    }

    private async Task<List<int>> ErasePeopleAsync()
    {
        var people = (await SelectAsync("audit_person", ["name"], "id", r => (Id: r.GetInt32(0), Name: r.GetString(1)), "salt IS NOT NULL"))
            .Where(p => _person.IsIn(p.Name)).Select(p => p.Id).Distinct().Order().ToList();
        foreach (var id in people)
        {
            await _sql.ExecuteAsync("UPDATE audit_person SET salt = NULL, name = @name WHERE id = @id", ("@name", ErasureRecord.PseudonymOf(_person.Number)), ("@id", id));
        }

        return people;
    }

    /// <summary>A person who never did anything here gets a number, and never a name.</summary>
    private Task AddPseudonymAsync() => _sql.InsertAsync(
        "audit_person", "id, salt, name, commitment", [[_person.Number, null, ErasureRecord.PseudonymOf(_person.Number), AuditChain.OfPerson(AuditChain.NewSalt(), _email)]]);

    /// <summary>Details that name the person, of this person's sign-ins and the like, and of the names of the person's seats.</summary>
    private async Task<List<long>> EraseDetailsAsync(List<int> people)
    {
        var found = (await SelectAsync(
                "audit_detail", ["before", "after", "reason", "address"], "sequence", r => (Sequence: r.GetInt64(0), Texts: Enumerable.Range(1, 4).Select(i => r.IsDBNull(i) ? null : r.GetString(i)).ToList()), "salt IS NOT NULL"))
            .Where(d => d.Texts.Any(_person.IsIn)).Select(d => d.Sequence).ToHashSet();
        foreach (var id in people)
        {
            found.UnionWith(await NumbersAsync(
                "SELECT e.sequence FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE d.salt IS NOT NULL AND e.decision_sequence IS NULL AND (e.person_id = @id OR e.subject = @subject)",
                ("@id", id), ("@subject", AuditWriter.PersonPrefix + id.ToString(CultureInfo.InvariantCulture))));
        }

        foreach (var id in _seats)
        {
            found.UnionWith(await NumbersAsync(
                "SELECT e.sequence FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE d.salt IS NOT NULL AND e.subject = @subject AND e.kind IN ('decision:seat-added', 'decision:seat-renamed')",
                ("@subject", "seat:" + id.ToString(CultureInfo.InvariantCulture))));
        }

        // What earlier erasures did is needed to verify them, and names nobody.
        found.ExceptWith(await NumbersAsync("SELECT sequence FROM audit_entry WHERE kind = @kind", ("@kind", ErasureRecord.Kind)));
        foreach (var sequence in found)
        {
            await _sql.ExecuteAsync("UPDATE audit_detail SET salt = NULL, before = NULL, after = NULL, reason = NULL, address = NULL WHERE sequence = @sequence", ("@sequence", sequence));
        }

        return [.. found.Order()];
    }

    /// <summary>Through the one door there is. Decisions whose details are erased are kept as a hash, so that they stay verifiable.</summary>
    private async Task<(int Count, SortedDictionary<long, string> Hashes)> RewriteDecisionsAsync()
    {
        var hashes = new SortedDictionary<long, string>();
        var own = _seats.Count == 0 ? "1 = 0" : $"kind IN ('seat-added', 'seat-renamed') AND subject IN ({string.Join(", ", _seats.Select(s => string.Create(CultureInfo.InvariantCulture, $"'seat:{s}'")))})";
        var all = await SelectAsync(
            "decision", ["payload", "actor", "reason"], "sequence",
            r => new StoredDecision(r.GetInt64(0), r.GetInt64(4), r.GetInt64(5), r.GetString(6), r.GetString(7), r.GetString(1), r.GetString(2), r.GetString(3)),
            "1 = 1", own, ", effective_at_ms, booked_at_ms, kind, subject");
        await _sql.ExecuteAsync("INSERT INTO erasure_door (id) VALUES (1)");
        var count = 0;
        foreach (var decision in all.DistinctBy(d => d.Sequence))
        {
            var after = Rewrite(decision);
            if (after != decision)
            {
                count++;
                await _sql.ExecuteAsync(
                    "UPDATE decision SET payload = @payload, actor = @actor, reason = @reason WHERE sequence = @sequence",
                    ("@payload", after.Payload), ("@actor", after.Actor), ("@reason", after.Reason), ("@sequence", after.Sequence));
            }

            if (await _sql.FirstAsync("SELECT 1 FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE e.decision_sequence = @sequence AND d.salt IS NULL", _ => true, ("@sequence", after.Sequence)))
            {
                hashes[after.Sequence] = after.HashText;
            }
        }

        await _sql.ExecuteAsync("DELETE FROM erasure_door");
        return (count, hashes);
    }

    private StoredDecision Rewrite(StoredDecision decision)
    {
        return decision with
        {
            Payload = RewritePayload(decision.Payload),
            Actor = _person.IsIn(decision.Actor) ? ErasureRecord.PseudonymOf(_person.Number) : decision.Actor,
            Reason = _person.Rewrite(decision.Reason),
        };
    }

    /// <summary>What does not name the person stays byte for byte: its details are not erased, and hold the same bytes.</summary>
    private string RewritePayload(string payload)
    {
        var text = _person.Rewrite(payload);
        var body = DecisionJson.Read(text);
        var after = body switch
        {
            SeatAdded { Name.Length: > 0 } o when _seats.Contains(o.SeatId) => o with { Name = ErasureRecord.NameOf(_person.Number) },
            SeatRenamed { Name.Length: > 0 } o when _seats.Contains(o.SeatId) => o with { Name = ErasureRecord.NameOf(_person.Number) },
            _ => body,
        };
        return ReferenceEquals(after, body) ? text : DecisionJson.Write(after);
    }

    private async Task<int> RemoveAccountAsync() =>
        await _sql.ExecuteAsync("""DELETE FROM "AspNetUsers" WHERE "NormalizedEmail" = @email OR "NormalizedUserName" = @email""", ("@email", _email.ToUpperInvariant()))
        + await _sql.ExecuteAsync("DELETE FROM invitation WHERE email = @email", ("@email", _email));

    /// <summary>Every other column of text there is, so that no table is forgotten.</summary>
    private async Task<int> RewriteTablesAsync()
    {
        var changed = 0;
        foreach (var id in _seats)
        {
            changed += await _sql.ExecuteAsync("UPDATE seat SET name = @name WHERE id = @id AND name <> ''", ("@name", ErasureRecord.NameOf(_person.Number)), ("@id", id));
        }

        var row = _sql.IsPostgres ? "ctid::text" : "rowid";
        foreach (var (table, column) in await TextColumnsAsync())
        {
            var found = await SelectAsync(table, [column], row, r => (Row: r.GetValue(0), Text: r.GetString(1)), "1 = 1");
            foreach (var (at, text) in found.DistinctBy(f => f.Row))
            {
                if (_person.Rewrite(text) is var after && after != text)
                {
                    changed += await _sql.ExecuteAsync($"UPDATE {table} SET {column} = @after WHERE {(_sql.IsPostgres ? "ctid = @row::tid" : "rowid = @row")}", ("@after", after), ("@row", at));
                }
            }
        }

        return changed;
    }

    private async Task<List<(string Table, string Column)>> TextColumnsAsync()
    {
        var columns = await _sql.QueryAsync(
            _sql.IsPostgres
                ? "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'character varying') ORDER BY 1, 2"
                : "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND upper(p.type) = 'TEXT' ORDER BY 1, 2",
            r => (Table: r.GetString(0), Column: r.GetString(1)));
        return
        [
            .. columns
                .Where(c => c.Table is not ("audit_entry" or "audit_detail" or "audit_person" or "decision") && !c.Table.StartsWith("__EF", StringComparison.Ordinal))
                .Select(c => ($"\"{c.Table}\"", $"\"{c.Column}\"")),
        ];
    }

    /// <summary>Rows in which a pattern is in one of the columns: key, columns, more.</summary>
    private async Task<List<T>> SelectAsync<T>(
        string table, string[] columns, string key, Func<System.Data.Common.DbDataReader, T> read, string where, string or = "1 = 0", string more = "")
    {
        var like = _sql.IsPostgres ? "ILIKE" : "LIKE";
        var any = string.Join(" OR ", columns.SelectMany(c => _person.Patterns.Select((_, i) => $"{c} {like} @p{i} ESCAPE '!'")));
        return await _sql.QueryAsync(
            $"SELECT {key}, {string.Join(", ", columns)}{more} FROM {table} WHERE {where} AND ({any} OR ({or}))", read, [.. _person.Patterns.Select((p, i) => ("@p" + i, (object?)p))]);
    }

    private Task<List<long>> NumbersAsync(string sql, params (string Name, object? Value)[] parameters) => _sql.QueryAsync(sql, r => r.GetInt64(0), parameters);
}
