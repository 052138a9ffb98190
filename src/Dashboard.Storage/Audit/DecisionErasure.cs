using System.Globalization;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Audit;

/// <summary>Puts the pseudonym into the decisions that name the person.</summary>
internal sealed class DecisionErasure(Sql sql, ErasedPerson person)
{
    /// <summary>Through the one door there is. Decisions whose details are erased are kept as a hash, so that they stay verifiable.</summary>
    public async Task<(int Count, SortedDictionary<long, string> Hashes)> RunAsync()
    {
        var hashes = new SortedDictionary<long, string>();
        var own = "kind IN ('identity-assigned', 'identity-rules-set') OR " + (person.Seats.Count == 0 ? "1 = 0" : $"kind IN ('seat-added', 'seat-renamed') AND subject IN ({string.Join(", ", person.Seats.Select(s => string.Create(CultureInfo.InvariantCulture, $"'seat:{s}'")))})");
        var all = await person.SelectAsync(
            "decision", ["payload", "actor", "reason"], "sequence",
            r => new StoredDecision(r.GetInt64(0), r.GetInt64(4), r.GetInt64(5), r.GetString(6), r.GetString(7), r.GetString(1), r.GetString(2), r.GetString(3)),
            "1 = 1", own, ", effective_at_ms, booked_at_ms, kind, subject");
        await sql.ExecuteAsync("INSERT INTO erasure_door (id) VALUES (1)");
        var count = 0;
        foreach (var decision in all.DistinctBy(d => d.Sequence))
        {
            var after = Rewrite(decision);
            if (after != decision)
            {
                count++;
                await sql.ExecuteAsync(
                    "UPDATE decision SET payload = @payload, actor = @actor, reason = @reason WHERE sequence = @sequence",
                    ("@payload", after.Payload), ("@actor", after.Actor), ("@reason", after.Reason), ("@sequence", after.Sequence));
            }

            if (await sql.FirstAsync("SELECT 1 FROM audit_entry e JOIN audit_detail d ON d.sequence = e.sequence WHERE e.decision_sequence = @sequence AND d.salt IS NULL", _ => true, ("@sequence", after.Sequence)))
            {
                hashes[after.Sequence] = after.HashText;
            }
        }

        await sql.ExecuteAsync("DELETE FROM erasure_door");
        return (count, hashes);
    }

    private StoredDecision Rewrite(StoredDecision decision) => decision with
    {
        Payload = RewritePayload(decision.Payload),
        Actor = person.Text.IsIn(decision.Actor) ? person.Pseudonym : decision.Actor,
        Reason = person.Text.Rewrite(decision.Reason),
    };

    /// <summary>What does not name the person stays byte for byte: its details are not erased, and hold the same bytes.</summary>
    private string RewritePayload(string payload)
    {
        var text = person.Text.Rewrite(payload);
        var body = DecisionJson.Read(text);
        var after = body switch
        {
            SeatAdded { Name.Length: > 0 } o when person.Seats.Contains(o.SeatId) => o with { Name = person.PseudonymName },
            SeatRenamed { Name.Length: > 0 } o when person.Seats.Contains(o.SeatId) => o with { Name = person.PseudonymName },
            _ => person.Identities.Rewrite(body),
        };
        return ReferenceEquals(after, body) ? text : DecisionJson.Write(after);
    }
}
