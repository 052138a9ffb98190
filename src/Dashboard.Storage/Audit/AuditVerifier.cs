using Dashboard.Storage.Books;
using static Dashboard.Storage.Audit.AuditFindings;

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
    private readonly PastErasures _erasures;
    private readonly AuditedPeople _people;
    private readonly AuditedDecisions _decisions;
    private readonly AuditFindings _findings = new();
    private long _entries;
    private long _erased;

    private AuditVerifier(Sql sql, PastErasures erasures, AuditedPeople people)
    {
        (_sql, _erasures, _people) = (sql, erasures, people);
        _decisions = new AuditedDecisions(people, erasures, _findings);
    }

    /// <summary>Verifies everything, as it stands at one instant.</summary>
    /// <param name="database">Whose trail.</param>
    /// <param name="progress">Told how many entries were verified so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<AuditReport> RunAsync(Database database, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        return await new AuditVerifier(sql, await PastErasures.LoadAsync(sql), await AuditedPeople.LoadAsync(sql)).RunAsync(progress, cancellationToken);
    }

    private async Task<AuditReport> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var last = new AuditHead(0, AuditChain.Genesis);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await _sql.QueryAsync(StoredEntry.Query, StoredEntry.Read, ("@after", last.Sequence), ("@limit", PageSize));
            foreach (var entry in page)
            {
                VerifyLink(entry, last);
                VerifyDetail(entry);
                _decisions.Verify(entry);
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
        return new AuditReport(last.Sequence == 0 ? null : last, _entries, _erased, _findings.Listed, _findings.Broken);
    }

    private void VerifyLink(StoredEntry entry, AuditHead last)
    {
        _entries++;
        var where = Text($"entry {entry.Sequence}");
        if (entry.Sequence != last.Sequence + 1)
        {
            _findings.Add(Text($"entry {last.Sequence + 1}"), entry.Sequence == last.Sequence + 2 ? "is missing" : Text($"is missing, and all up to {entry.Sequence - 1}"));
        }
        else if (!entry.PreviousHash.AsSpan().SequenceEqual(last.Hash))
        {
            _findings.Add(where, Text($"its previous hash is not the hash of entry {last.Sequence}"));
        }

        var subject = AuditedPeople.Of(entry.Subject);
        var person = _people.Named(entry.PersonId);
        var about = subject is { } id ? _people.Named(id) : null;
        if (person is null || (subject is not null && about is null))
        {
            _findings.Add(where, Text($"person {(person is null ? entry.PersonId : subject)} is missing"));
            return;
        }

        var hash = AuditChain.OfEntry(entry.PreviousHash, entry.Sequence, entry.AtMs, entry.Kind, entry.Subject, about, entry.PersonId, person, entry.DecisionSequence, entry.Commitment);
        if (!hash.AsSpan().SequenceEqual(entry.Hash))
        {
            _findings.Add(where, "its hash is not the hash of what it says (previous hash, instant, kind, subject, person, decision, commitment)");
        }
    }

    private void VerifyDetail(StoredEntry entry)
    {
        var where = Text($"details of entry {entry.Sequence}");
        if (entry.Detail is not { } detail)
        {
            _findings.Add(where, "are missing");
        }
        else if (detail.Salt is not null)
        {
            if (!AuditChain.OfDetail(detail.Salt, detail.Before, detail.After, detail.Reason, detail.Address).AsSpan().SequenceEqual(entry.Commitment))
            {
                _findings.Add(where, "before, after, reason, address and salt are not those that were written");
            }
        }
        else
        {
            _erased++;
            if (!detail.IsEmpty || !_erasures.Includes(entry.Sequence))
            {
                _findings.Add(where, detail.IsEmpty ? "are erased, and no entry says so" : "have texts without a salt");
            }
        }
    }

    private async Task VerifyHeadAsync(AuditHead last)
    {
        var head = await _sql.FirstAsync("SELECT sequence, hash FROM audit_head WHERE id = 1", r => new AuditHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)));
        if (head is null)
        {
            _findings.Add("head", "is missing: it cannot be told whether the trail was cut off");
        }
        else if (head.Sequence != last.Sequence)
        {
            _findings.Add("head", Text($"says the last entry is {head.Sequence}, and it is {last.Sequence}: {(head.Sequence > last.Sequence ? "the trail was cut off" : "the head was set back")}"));
        }
        else if (!head.Hash.AsSpan().SequenceEqual(last.Hash))
        {
            _findings.Add("head", Text($"its hash is not the hash of entry {last.Sequence}"));
        }
    }

    private async Task VerifyRestAsync()
    {
        foreach (var sequence in await NumbersAsync("SELECT d.sequence FROM audit_detail d LEFT JOIN audit_entry e ON e.sequence = d.sequence WHERE e.sequence IS NULL ORDER BY 1"))
        {
            _findings.Add(Text($"details of entry {sequence}"), "there is no such entry");
        }

        foreach (var sequence in await NumbersAsync("SELECT x.sequence FROM decision x LEFT JOIN audit_entry e ON e.decision_sequence = x.sequence WHERE e.sequence IS NULL ORDER BY 1"))
        {
            _findings.Add(Text($"decision {sequence}"), "no entry tells of it");
        }

        _people.Verify(_erasures, _findings);
        foreach (var guard in await AuditGuards.MissingAsync(_sql))
        {
            _findings.Add($"trigger {guard}", "is missing or switched off");
        }

        if ((await NumbersAsync("SELECT COUNT(*) FROM erasure_door"))[0] > 0)
        {
            _findings.Add("erasure_door", "is open: texts of decisions can be replaced");
        }
    }

    private Task<List<long>> NumbersAsync(string sql) => _sql.QueryAsync(sql, r => r.GetInt64(0));
}
