using System.Globalization;
using System.Text.Json;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>
/// Reads the whole trail and computes every hash again: gaps, links, details that are not erased, names, and that every decision is as
/// its entry says. Somebody who can write to the database and rewrites all of it is found only by a head hash that was kept elsewhere.
/// </summary>
public sealed class AuditVerifier
{
    /// <summary>More are counted but not listed.</summary>
    public const int MostFindings = 50;

    private const int PageSize = 5_000;

    private readonly Sql _sql;
    private readonly Dictionary<int, Person> _people = [];
    private readonly HashSet<int> _namedPeople = [];
    private readonly Dictionary<int, string> _erasedPeople = [];
    private readonly HashSet<long> _erasedEntries = [];
    private readonly Dictionary<long, string> _erasedDecisions = [];
    private readonly List<AuditFinding> _findings = [];
    private long _broken;
    private long _entries;
    private long _erased;

    private AuditVerifier(Sql sql) => _sql = sql;

    /// <summary>Verifies everything, as it stands at one instant.</summary>
    /// <param name="database">Whose trail.</param>
    /// <param name="progress">Told how many entries were verified so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<AuditReport> RunAsync(Database database, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        return await new AuditVerifier(sql).RunAsync(progress, cancellationToken);
    }

    private async Task<AuditReport> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await LoadErasuresAsync();
        await LoadPeopleAsync();
        var last = new AuditHead(0, AuditChain.Genesis);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await _sql.QueryAsync(StoredEntry.Query, StoredEntry.Read, ("@after", last.Sequence), ("@limit", PageSize));
            foreach (var entry in page)
            {
                VerifyLink(entry, last);
                VerifyDetail(entry);
                VerifyDecision(entry);
                last = new AuditHead(entry.Sequence, entry.Hash);
            }

            progress?.Report(_entries);
            if (page.Count < PageSize)
            {
                break;
            }
        }

        await VerifyHeadAsync(last);
        await VerifyRestAsync();
        return new AuditReport(last.Sequence == 0 ? null : last, _entries, _erased, [.. _findings], _broken);
    }

    private async Task LoadErasuresAsync()
    {
        var records = await _sql.QueryAsync(
            "SELECT d.after FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE e.kind = @kind ORDER BY e.sequence",
            r => r.IsDBNull(0) ? null : ErasureRecord.Parse(r.GetString(0)),
            ("@kind", ErasureRecord.Kind));
        foreach (var record in records.OfType<ErasureRecord>())
        {
            foreach (var id in record.People)
            {
                _erasedPeople[id] = record.Pseudonym;
            }

            _erasedEntries.UnionWith(record.Entries);
            foreach (var (sequence, hash) in record.Decisions)
            {
                _erasedDecisions[sequence] = hash;
            }
        }
    }

    private async Task LoadPeopleAsync()
    {
        var people = await _sql.QueryAsync(
            "SELECT id, salt, name, commitment FROM audit_person ORDER BY id",
            r => (Id: r.GetInt32(0), Salt: r.IsDBNull(1) ? null : r.GetFieldValue<byte[]>(1), Name: r.GetString(2), Commitment: r.GetFieldValue<byte[]>(3)));
        foreach (var (id, salt, name, commitment) in people)
        {
            _people[id] = new Person(salt, name, commitment);
        }
    }

    private void VerifyPeople()
    {
        foreach (var (id, person) in _people)
        {
            var where = Text($"person {id}");
            if (!_namedPeople.Contains(id))
            {
                Add(where, "no entry names this person");
            }

            if (person.Salt is { } salt)
            {
                if (!AuditChain.OfPerson(salt, person.Name).AsSpan().SequenceEqual(person.Commitment))
                {
                    Add(where, "name, salt and commitment do not belong together");
                }
            }
            else if (!_erasedPeople.TryGetValue(id, out var pseudonym) || pseudonym != person.Name)
            {
                Add(where, pseudonym is null ? "the name is erased, and no entry says so" : "the pseudonym is not the one that the erasure gave");
            }
        }
    }

    private void VerifyLink(StoredEntry entry, AuditHead last)
    {
        _entries++;
        var where = Text($"entry {entry.Sequence}");
        if (entry.Sequence != last.Sequence + 1)
        {
            Add(Text($"entry {last.Sequence + 1}"), entry.Sequence == last.Sequence + 2 ? "is missing" : Text($"is missing, and all up to {entry.Sequence - 1}"));
        }
        else if (!entry.PreviousHash.AsSpan().SequenceEqual(last.Hash))
        {
            Add(where, Text($"its previous hash is not the hash of entry {last.Sequence}"));
        }

        var subject = PersonOf(entry.Subject);
        _namedPeople.Add(entry.PersonId);
        if (subject is { } id)
        {
            _namedPeople.Add(id);
        }

        if (!_people.TryGetValue(entry.PersonId, out var person) || (subject is { } s && !_people.ContainsKey(s)))
        {
            Add(where, Text($"person {(person is null ? entry.PersonId : subject)} is missing"));
            return;
        }

        var hash = AuditChain.OfEntry(
            entry.PreviousHash, entry.Sequence, entry.AtMs, entry.Kind, entry.Subject, subject is { } about ? _people[about].Commitment : null,
            entry.PersonId, person.Commitment, entry.DecisionSequence, entry.Commitment);
        if (!hash.AsSpan().SequenceEqual(entry.Hash))
        {
            Add(where, "its hash is not the hash of what it says (previous hash, instant, kind, subject, person, decision, commitment)");
        }
    }

    private void VerifyDetail(StoredEntry entry)
    {
        var where = Text($"details of entry {entry.Sequence}");
        if (entry.Detail is not { } detail)
        {
            Add(where, "are missing");
        }
        else if (detail.Salt is not null)
        {
            if (!AuditChain.OfDetail(detail.Salt, detail.Before, detail.After, detail.Reason, detail.Address).AsSpan().SequenceEqual(entry.Commitment))
            {
                Add(where, "before, after, reason, address and salt are not those that were written");
            }
        }
        else
        {
            _erased++;
            if (!detail.IsEmpty || !_erasedEntries.Contains(entry.Sequence))
            {
                Add(where, detail.IsEmpty ? "are erased, and no entry says so" : "have texts without a salt");
            }
        }
    }

    private void VerifyDecision(StoredEntry entry)
    {
        var isOfDecision = entry.Kind.StartsWith(DecisionAudit.KindPrefix, StringComparison.Ordinal);
        if (isOfDecision != entry.DecisionSequence is not null)
        {
            Add(Text($"entry {entry.Sequence}"), "kind and decision do not belong together");
        }

        if (entry.DecisionSequence is not { } sequence)
        {
            return;
        }

        if (entry.Decision is not { } decision)
        {
            Add(Text($"decision {sequence}"), Text($"is missing; entry {entry.Sequence} tells of it"));
        }
        else if (Difference(entry, decision) is { } what)
        {
            Add(Text($"decision {sequence}"), Text($"{what} is not what entry {entry.Sequence} says"));
        }
    }

    /// <summary>The first column of the decision that is not as its entry says; null when all are.</summary>
    private string? Difference(StoredEntry entry, StoredDecision decision)
    {
        if (entry.Kind != DecisionAudit.KindPrefix + decision.Kind)
        {
            return "kind";
        }

        if (entry.AtMs != decision.BookedAtMs)
        {
            return "booked_at_ms";
        }

        if (!_people.TryGetValue(entry.PersonId, out var person) || person.Name != decision.Actor)
        {
            return "actor";
        }

        if (entry.Detail is { Salt: not null } detail)
        {
            if (detail.After != DecisionAudit.After(decision.EffectiveAtMs, decision.Payload))
            {
                return "effective_at_ms or payload";
            }

            if ((detail.Reason ?? "") != decision.Reason)
            {
                return "reason";
            }
        }
        else if (_erasedDecisions.TryGetValue(decision.Sequence, out var hash) && hash != decision.HashText)
        {
            return "effective_at_ms, payload or reason, as the erasure left them,";
        }

        return SubjectDiffers(entry, decision) ? "subject" : null;
    }

    private bool SubjectDiffers(StoredEntry entry, StoredDecision decision)
    {
        try
        {
            var body = DecisionJson.Read(decision.Payload);
            return body.Subject != decision.Subject
                || (body is PersonDecision about ? PersonOf(entry.Subject) is not { } id || _people.GetValueOrDefault(id)?.Name != about.Person : entry.Subject != decision.Subject);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private async Task VerifyHeadAsync(AuditHead last)
    {
        var head = await _sql.FirstAsync("SELECT sequence, hash FROM audit_head WHERE id = 1", r => new AuditHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)));
        if (head is null)
        {
            Add("head", "is missing: it cannot be told whether the trail was cut off");
        }
        else if (head.Sequence != last.Sequence)
        {
            Add("head", Text($"says the last entry is {head.Sequence}, and it is {last.Sequence}: {(head.Sequence > last.Sequence ? "the trail was cut off" : "the head was set back")}"));
        }
        else if (!head.Hash.AsSpan().SequenceEqual(last.Hash))
        {
            Add("head", Text($"its hash is not the hash of entry {last.Sequence}"));
        }
    }

    private async Task VerifyRestAsync()
    {
        foreach (var sequence in await NumbersAsync("SELECT d.sequence FROM audit_detail d LEFT JOIN audit_entry e ON e.sequence = d.sequence WHERE e.sequence IS NULL ORDER BY 1"))
        {
            Add(Text($"details of entry {sequence}"), "there is no such entry");
        }

        foreach (var sequence in await NumbersAsync("SELECT x.sequence FROM decision x LEFT JOIN audit_entry e ON e.decision_sequence = x.sequence WHERE e.sequence IS NULL ORDER BY 1"))
        {
            Add(Text($"decision {sequence}"), "no entry tells of it");
        }

        VerifyPeople();
        foreach (var guard in await AuditGuards.MissingAsync(_sql))
        {
            Add($"trigger {guard}", "is missing or switched off");
        }

        if ((await NumbersAsync("SELECT COUNT(*) FROM erasure_door"))[0] > 0)
        {
            Add("erasure_door", "is open: texts of decisions can be replaced");
        }
    }

    private Task<List<long>> NumbersAsync(string sql) => _sql.QueryAsync(sql, r => r.GetInt64(0));

    private void Add(string where, string what)
    {
        _broken++;
        if (_findings.Count < MostFindings)
        {
            _findings.Add(new AuditFinding(where, what));
        }
    }

    private static int? PersonOf(string subject) =>
        subject.StartsWith(AuditWriter.PersonPrefix, StringComparison.Ordinal) && int.TryParse(subject.AsSpan(AuditWriter.PersonPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Person(byte[]? Salt, string Name, byte[] Commitment);
}
