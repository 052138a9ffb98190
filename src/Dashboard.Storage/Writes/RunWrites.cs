using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Results and the remainder events derived from them. Whatever changes in a session, its results or its requests, its
/// remainders are computed anew and replaced. Source: law, section 4.
/// </summary>
internal sealed class RunWrites(UsageTables tables, UsageDictionaries dictionaries, WritePolicy policy, EventRows rows, RollupChanges rollups)
{
    /// <summary>Keeps the results of these batches and derives again what they or the changed requests touch.</summary>
    public async Task WriteAsync(IReadOnlyList<PendingWrite> writes)
    {
        var sent = Collect(writes);
        await dictionaries.ResolveAsync(tables);
        var fresh = new List<(long SessionId, BatchTally Tally)>();
        var touched = new HashSet<long>();
        foreach (var (result, write) in sent)
        {
            var session = dictionaries.Sessions.IdOf(result.Session);
            if (await KeepAsync(result, session, write))
            {
                fresh.Add((session, write.Tally));
                touched.Add(session);
            }
        }

        var changed = await DeriveAffectedAsync(touched);
        foreach (var (session, tally) in fresh)
        {
            if (changed.Contains(session))
            {
                tally.Accepted++;
            }
            else
            {
                tally.Superseded++;
            }
        }
    }

    /// <summary>Derives the remainders of these sessions and of those whose requests changed; the sessions in which a remainder changed.</summary>
    public async Task<HashSet<long>> DeriveAffectedAsync(IReadOnlyCollection<long> sessions)
    {
        var all = sessions.Concat(await WithResultsAsync(rollups.Sessions)).ToHashSet();
        rollups.Sessions.Clear();
        var changed = new HashSet<long>();
        foreach (var session in all.Order())
        {
            if (await DeriveAsync(session))
            {
                changed.Add(session);
            }
        }

        return changed;
    }

    private List<(RunResult Result, PendingWrite Write)> Collect(IReadOnlyList<PendingWrite> writes)
    {
        var sent = new List<(RunResult, PendingWrite)>();
        foreach (var write in writes)
        {
            for (var i = 0; i < write.Batch.Results.Length; i++)
            {
                var result = write.Batch.Results[i];
                if (WriteLimits.Refusal(result, write.Batch) is { } reason)
                {
                    write.Tally.Rejected.Add(new Rejection(write.Batch.Records.Length + i, reason));
                }
                else
                {
                    dictionaries.Sessions.Want(result.Session);
                    sent.Add((result, write));
                }
            }
        }

        return sent;
    }

    /// <summary>True for a result that was not known. Of one result sent at two instants the earlier instant stays, so that sending again changes nothing.</summary>
    private async Task<bool> KeepAsync(RunResult result, long session, PendingWrite write)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(ObservationText.Of(result with { AtMs = 0, SeatEmail = null })))[..16];
        var known = await tables.QueryAsync("SELECT id, at_ms FROM run_result WHERE session_id = @session AND content_key = @key", r => (Id: r.GetInt64(0), AtMs: r.GetInt64(1)), ("@session", session), ("@key", key));
        if (known.Count > 0 && known[0].AtMs <= result.AtMs)
        {
            write.Tally.Duplicate++;
            return false;
        }

        if (known.Count > 0)
        {
            await tables.ExecuteAsync("UPDATE run_result SET at_ms = @at, data = @data WHERE id = @id", ("@at", result.AtMs), ("@data", ObservationText.Of(result)), ("@id", known[0].Id));
            write.Tally.Updated++;
            rollups.Sessions.Add(session);
            return false;
        }

        await tables.ExecuteAsync(
            "INSERT INTO run_result (session_id, content_key, source_id, batch_id, at_ms, data) VALUES (@session, @key, @source, @batch, @at, @data)",
            ("@session", session),
            ("@key", key),
            ("@source", write.Batch.SourceId),
            ("@batch", write.BatchId),
            ("@at", result.AtMs),
            ("@data", ObservationText.Of(result)));
        return true;
    }

    private async Task<List<long>> WithResultsAsync(IReadOnlyCollection<long> sessions)
    {
        var found = new List<long>();
        foreach (var chunk in sessions.Chunk(500))
        {
            found.AddRange(await tables.QueryAsync($"SELECT DISTINCT session_id FROM run_result WHERE session_id IN ({string.Join(',', chunk)})", r => r.GetInt64(0)));
        }

        return found;
    }

    private async Task<bool> DeriveAsync(long session)
    {
        var results = await tables.QueryAsync(
            "SELECT data, source_id, batch_id FROM run_result WHERE session_id = @session ORDER BY id",
            r => (Result: ObservationText.ParseResult(r.GetString(0)), SourceId: r.GetInt32(1), BatchId: r.GetInt64(2)),
            ("@session", session));
        var remainder = RunRemainder.Of(RunTotals.Of(results.Select(r => r.Result)), await KnownAsync(session));
        var origin = results.FirstOrDefault(r => policy.SeatByEmail(r.SourceId, r.Result.SeatEmail, r.Result.AtMs) != 0, results[0]);
        var stored = await StoredAsync(session);
        var after = await BuildAsync(remainder, stored, origin.SourceId, origin.BatchId);
        await WriteExcessAsync(session, remainder);
        return await ReplaceAsync(session, stored, after);
    }

    private async Task<List<KnownRequests>> KnownAsync(long session)
    {
        var sums = await tables.QueryAsync(
            "SELECT model_id, events, input_tokens, output_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches, cost_nano FROM rollup_session WHERE session_id = @session",
            r => (Model: r.GetInt64(0), Count: r.GetInt64(1), Tokens: new TokenCounts(r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6)), Searches: r.GetInt64(7), Nano: r.GetInt64(8)),
            ("@session", session));
        await dictionaries.Models.LoadAsync(tables, sums.Select(s => s.Model));
        return [.. sums.Select(s => new KnownRequests(dictionaries.Models.TextOf(s.Model)!, (int)s.Count, s.Tokens, (int)s.Searches, new Nanodollars(s.Nano)))];
    }

    private async Task<List<long[]>> StoredAsync(long session)
    {
        var ids = await tables.QueryAsync("SELECT event_id FROM run_remainder WHERE session_id = @session", r => r.GetInt64(0), ("@session", session));
        var stored = await tables.SelectEventsAsync(ids);
        await dictionaries.LoadAsync(tables, stored);
        return stored;
    }

    private async Task<List<long[]>> BuildAsync(RunRemainder remainder, List<long[]> stored, int sourceId, long batchId)
    {
        var rated = remainder.Events
            .Select(e => e with { Record = e.Record with { SeatEmail = ObservationText.Email(e.Record.SeatEmail) } })
            .Select(e => (Event: e, Rated: policy.Rate(e.Record)))
            .ToList();
        foreach (var (e, r) in rated)
        {
            dictionaries.Want(e.Record, r.Row);
        }

        foreach (var excess in remainder.Excesses)
        {
            dictionaries.Models.Want(excess.Model);
        }

        await dictionaries.ResolveAsync(tables);
        var after = new List<long[]>();
        foreach (var (e, r) in rated)
        {
            var identity = StoredHash.Of(UsageIdentity.PrimaryOf(e.Record));
            var known = stored.Find(s => s[EventColumn.Identity] == identity);
            var flags = EventFlags.Remainder | (e.IsRequest ? EventFlags.None : EventFlags.NotARequest);
            var id = known?[EventColumn.Id] ?? await tables.TakeAsync("usage_event", 1);
            after.Add(rows.Build(e.Record, r, policy, new EventOrigin(id, sourceId, known?[EventColumn.Batch] ?? batchId, e.Record.OccurredAtMs ?? 0, identity, flags)));
        }

        return after;
    }

    private async Task<bool> ReplaceAsync(long session, List<long[]> stored, List<long[]> after)
    {
        var inserts = after.Where(a => stored.All(s => s[EventColumn.Id] != a[EventColumn.Id])).ToList();
        var updates = after.Where(a => stored.Any(s => s[EventColumn.Id] == a[EventColumn.Id] && !s.AsSpan().SequenceEqual(a))).ToList();
        var deletes = stored.Where(s => after.All(a => s[EventColumn.Id] != a[EventColumn.Id])).ToList();
        foreach (var row in deletes.Concat(stored.Where(s => updates.Any(u => u[EventColumn.Id] == s[EventColumn.Id]))))
        {
            rollups.Add(row, -1);
        }

        foreach (var row in inserts.Concat(updates))
        {
            rollups.Add(row, 1);
        }

        await tables.InsertAsync(IntTable.Event, inserts);
        await tables.UpdateAsync(IntTable.Event, updates);
        await tables.DeleteEventsAsync([.. deletes.Select(d => d[EventColumn.Id])]);
        if (inserts.Count + deletes.Count > 0)
        {
            await tables.ExecuteAsync("DELETE FROM run_remainder WHERE session_id = @session", ("@session", session));
            await tables.InsertAsync(IntTable.Remainder, [.. after.Select(a => new[] { session, a[EventColumn.Identity], a[EventColumn.Id] })]);
        }

        return inserts.Count + updates.Count + deletes.Count > 0;
    }

    private async Task WriteExcessAsync(long session, RunRemainder remainder)
    {
        await tables.ExecuteAsync("DELETE FROM run_excess WHERE session_id = @session", ("@session", session));
        await tables.InsertAsync(
            IntTable.Excess,
            [.. remainder.Excesses.Select(e => new[] { session, dictionaries.Models.IdOf(e.Model), e.Money.Value, e.Tokens.Sum })]);
    }
}
