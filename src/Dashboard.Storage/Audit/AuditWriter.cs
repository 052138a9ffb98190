using System.Globalization;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Audit;

/// <summary>Adds entries within an open transaction. The head row is read and locked in it, so that the entries of several nodes follow each other in one chain.</summary>
internal static class AuditWriter
{
    public const string PersonPrefix = "person:";

    /// <exception cref="DatabaseException">The trail has no head: nothing is done without a trail.</exception>
    public static async Task<AuditHead> AppendAsync(Sql sql, IReadOnlyList<AuditDraft> drafts)
    {
        var start = await sql.FirstAsync(
                "SELECT sequence, hash FROM audit_head WHERE id = 1" + (sql.IsPostgres ? " FOR UPDATE" : ""), r => new AuditHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)))
            ?? throw new DatabaseException("The audit trail has lost its head, and nothing is changed without a trail. `dashboard doctor --audit` tells more; restore a backup.");
        var people = new AuditPeople(sql);
        var head = start;
        var entries = new List<object?[]>(drafts.Count);
        var details = new List<object?[]>(drafts.Count);
        foreach (var draft in drafts)
        {
            var who = await people.FindOrAddAsync(draft.Who);
            var about = await PersonOfAsync(people, draft.Subject);
            var subject = about is null ? draft.Subject : PersonPrefix + about.Id.ToString(CultureInfo.InvariantCulture);
            var salt = AuditChain.NewSalt();
            var commitment = AuditChain.OfDetail(salt, draft.Before, draft.After, draft.Reason, draft.Address);
            var sequence = head.Sequence + 1;
            var hash = AuditChain.OfEntry(head.Hash, sequence, draft.AtMs, draft.Kind, subject, about?.Commitment, who.Id, who.Commitment, draft.Decision, commitment);
            entries.Add([sequence, draft.AtMs, draft.Kind, subject, who.Id, draft.Decision, commitment, head.Hash, hash]);
            details.Add([sequence, salt, draft.Before, draft.After, draft.Reason, draft.Address]);
            head = new AuditHead(sequence, hash);
        }

        await sql.InsertAsync("audit_entry", "sequence, at_ms, kind, subject, person_id, decision_sequence, commitment, previous_hash, hash", entries);
        await sql.InsertAsync("audit_detail", "sequence, salt, before, after, reason, address", details);
        if (drafts.Count > 0)
        {
            await sql.ExecuteAsync("UPDATE audit_head SET sequence = @sequence, hash = @hash WHERE id = 1", ("@sequence", head.Sequence), ("@hash", head.Hash));
        }

        return head;
    }

    /// <summary>A person is kept by number, so that the name can be erased.</summary>
    private static async Task<AuditPeople.Person?> PersonOfAsync(AuditPeople people, string subject)
    {
        if (subject.StartsWith(PersonPrefix, StringComparison.Ordinal))
        {
            var name = subject[PersonPrefix.Length..];
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await people.OfIdAsync(id) : await people.FindOrAddAsync(name);
        }

        return subject.Contains('@', StringComparison.Ordinal) ? throw new ArgumentException("The subject of an audit entry holds no e-mail; a person is `person:` and the e-mail.", nameof(subject)) : null;
    }
}
