using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Takes an import back, inside one transaction: the clusters it touched are put back to what they were before any import, and all that
/// others said since, other imports included, is told again in the order it arrived.
/// </summary>
internal sealed class ImportReversal(UsageTables tables, UsageDictionaries dictionaries, WritePolicy policy, EventRows rows, RollupChanges rollups, Func<IReadOnlyList<PendingWrite>, Task> write)
{
    private const int ClustersOfStep = 400;

    public async Task RunAsync(int sourceId)
    {
        var last = 0L;
        while (true)
        {
            var clusters = await tables.QueryAsync(
                $"SELECT DISTINCT cluster FROM imported_observation WHERE source_id = @source AND cluster > @last ORDER BY cluster LIMIT {ClustersOfStep}",
                r => r.GetInt64(0), ("@source", sourceId), ("@last", last));
            if (clusters.Count == 0)
            {
                break;
            }

            last = clusters[^1];
            var list = string.Join(',', clusters);
            var said = await ObservationsAsync(list, sourceId);
            await PutBackAsync(list);
            foreach (var table in (string[])["imported_event", "imported_key", "imported_observation"])
            {
                await tables.ExecuteAsync($"DELETE FROM {table} WHERE cluster IN ({list})");
            }

            await write(said);
        }

        await tables.ExecuteAsync("DELETE FROM issue WHERE source_id = @source", ("@source", sourceId));
        await tables.ExecuteAsync("DELETE FROM import_batch WHERE source_id = @source", ("@source", sourceId));
    }

    /// <summary>What others said, as they said it: with their source, batch and instants.</summary>
    private async Task<List<PendingWrite>> ObservationsAsync(string clusters, int without)
    {
        var all = await tables.QueryAsync(
            $"SELECT source_id, batch_id, is_import, received_at_ms, fallback_at_ms, primary_hash, link_hash, record, id, decision FROM imported_observation WHERE cluster IN ({clusters}) AND source_id <> @without ORDER BY id",
            r => (
                From: (SourceId: r.GetInt32(0), BatchId: r.GetInt64(1), IsImport: r.GetBoolean(2), ReceivedAtMs: r.GetInt64(3), FallbackAtMs: r.IsDBNull(4) ? (long?)null : r.GetInt64(4), Decision: r.IsDBNull(9) ? (long?)null : r.GetInt64(9)),
                Identity: new RecordIdentity(IdentityHash.FromBytes(r.GetFieldValue<byte[]>(5)), r.IsDBNull(6) ? null : IdentityHash.FromBytes(r.GetFieldValue<byte[]>(6))),
                Record: ObservationText.ParseOne(r.GetString(7)),
                Id: r.GetInt64(8)),
            ("@without", without));
        var writes = new List<PendingWrite>();
        for (var i = 0; i < all.Count;)
        {
            var from = all[i].From;
            var until = i;
            while (until < all.Count && all[until].From == from)
            {
                until++;
            }

            writes.Add(new PendingWrite(new UsageBatch
            {
                SourceId = from.SourceId,
                ReceivedAtMs = from.ReceivedAtMs,
                FallbackAtMs = from.FallbackAtMs,
                IsImport = from.IsImport,
                Records = [.. all.Skip(i).Take(until - i).Select(a => a.Record)],
                Identities = [.. all.Skip(i).Take(until - i).Select(a => a.Identity)],
                ObservationIds = [.. all.Skip(i).Take(until - i).Select(a => a.Id)],
            }) { BatchId = from.BatchId, Decision = from.Decision });
            i = until;
        }

        return writes;
    }

    private async Task PutBackAsync(string clusters)
    {
        var images = await tables.QueryAsync(
            $"SELECT event_id, image, evidence FROM imported_event WHERE cluster IN ({clusters})",
            r => (Id: r.GetInt64(0), Image: r.IsDBNull(1) ? null : r.GetString(1), Evidence: r.IsDBNull(2) ? null : r.GetString(2)));
        var current = await tables.SelectEventsAsync([.. images.Select(i => i.Id)]);
        await dictionaries.LoadAsync(tables, current);
        foreach (var row in current)
        {
            rollups.Add(row, -1);
        }

        var ids = current.Select(r => r[EventColumn.Id]).ToList();
        await tables.DeleteEventsAsync(ids);
        await tables.ReplaceEvidenceAsync(ids, []);
        await PutKeysBackAsync(clusters);
        await InsertAsync([.. images.Where(i => i.Image is not null).OrderBy(i => i.Id).Select(i => (JsonSerializer.Deserialize<long[]>(i.Image!)!, i.Evidence is null ? [] : JsonSerializer.Deserialize<Evidence[]>(i.Evidence)!))]);
        await rollups.FlushAsync(tables);
    }

    private async Task PutKeysBackAsync(string clusters)
    {
        await tables.ExecuteAsync($"DELETE FROM usage_identity WHERE key IN (SELECT key FROM imported_key WHERE cluster IN ({clusters}) AND event_id IS NULL)");
        var moved = await tables.QueryAsync(
            $"SELECT key, event_id FROM imported_key WHERE cluster IN ({clusters}) AND event_id IS NOT NULL",
            r => (IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0)), r.GetInt64(1)));
        await tables.PointKeysAsync(moved);
    }

    /// <summary>Rows as they were, with the seat, pool, day and cost that decisions give them now.</summary>
    private async Task InsertAsync(List<(long[] Row, Evidence[] Evidence)> images)
    {
        await dictionaries.LoadAsync(tables, [.. images.Select(i => i.Row)]);
        var known = images.Select(i => (Event: rows.Parse(i.Row, i.Evidence), i.Row, i.Evidence)).Select(k => (k.Event, k.Row, k.Evidence, Effective: k.Event.Merge().Effective())).ToList();
        var rated = known.Select(k => policy.Rate(k.Effective)).ToList();
        for (var i = 0; i < known.Count; i++)
        {
            dictionaries.Want(known[i].Effective, rated[i].Row);
        }

        await dictionaries.ResolveAsync(tables);
        var inserts = new List<long[]>();
        for (var i = 0; i < known.Count; i++)
        {
            var (e, row, _, effective) = known[i];
            var origin = new EventOrigin(e.Id, e.SourceId, e.BatchId, e.FallbackAtMs, e.Identity, EventRows.FlagsOf(row) & EventFlags.HasEvidence);
            inserts.Add(rows.Build(effective, rated[i], policy, origin));
            rollups.Add(inserts[^1], 1);
        }

        await tables.InsertAsync(IntTable.Event, inserts);
        await tables.ReplaceEvidenceAsync([], [.. known.SelectMany(k => k.Evidence)]);
    }
}
