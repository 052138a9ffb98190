using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>Writes the batches of many callers in one transaction: merge in memory, then apply the difference to every table.</summary>
internal sealed class UsageTransaction(UsageJob job, NetChanges? net = null)
{
    private const int ChunkSize = 512;

    private readonly EventRows _rows = new(job.Dictionaries);
    private readonly RollupChanges _rollups = new(job.Dictionaries, net);

    public async Task WriteAsync(IReadOnlyList<PendingWrite> writes)
    {
        var first = await job.Tables.TakeAsync("import_batch", writes.Count);
        for (var i = 0; i < writes.Count; i++)
        {
            writes[i].BatchId = first + i;
        }

        await WriteEventsAsync(writes, job.Policy);
        await _rollups.FlushAsync(job.Tables);
        await new RunWrites(job.Tables, job.Dictionaries, job.Policy, _rows, _rollups).WriteAsync(writes);
        await _rollups.FlushAsync(job.Tables);
        await new TelemetryWrites(job.Tables, job.Policy).WriteAsync(writes);
        foreach (var write in writes.Where(w => !w.Batch.IsQuiet))
        {
            await BatchLog.WriteAsync(job.Tables, write);
        }
    }

    /// <summary>Joins stored events that share an identity: each list holds the keys of one hash.</summary>
    public async Task JoinAsync(IReadOnlyList<List<(IdentityKey Key, long EventId)>> hashes)
    {
        if (hashes.Count == 0)
        {
            return;
        }

        var graph = new EventGraph(0);
        var ids = hashes.SelectMany(h => h.Select(k => k.EventId)).Distinct().Order().ToList();
        await LoadAsync(graph, ids);
        graph.Join(hashes);
        var trace = await ImportTrace.BeginAsync(job.Tables, graph);
        await StoreAsync(graph);
        var changed = await WriteKeysAsync(graph);
        await (trace?.WriteAsync(job.Tables, graph, changed) ?? Task.CompletedTask);
        await _rollups.FlushAsync(job.Tables);

        // Fewer known requests leave more to a result.
        await new RunWrites(job.Tables, job.Dictionaries, job.Policy, _rows, _rollups).DeriveAffectedAsync([]);
        await _rollups.FlushAsync(job.Tables);
    }

    /// <summary>Takes an import back (<see cref="ImportReversal"/>).</summary>
    public async Task TakeBackAsync(int sourceId)
    {
        var past = new PastPolicies(job.Tables, job.Policy);
        await new ImportReversal(
            job.Tables, job.Dictionaries, job.Policy, _rows, _rollups,
            async said =>
            {
                // One batch after the other, as they came: whose an event is depends on who said so first.
                foreach (var batch in said)
                {
                    await WriteEventsAsync([batch], await past.AfterAsync(batch.Decision));
                }

                await _rollups.FlushAsync(job.Tables);
            }).RunAsync(sourceId);
        await new RunWrites(job.Tables, job.Dictionaries, job.Policy, _rows, _rollups).DeriveAffectedAsync([]);
        await _rollups.FlushAsync(job.Tables);
    }

    /// <param name="writes">What is said.</param>
    /// <param name="said">What was decided when it was said: it tells the sight of one seat's from that of another's.</param>
    private async Task WriteEventsAsync(IReadOnlyList<PendingWrite> writes, WritePolicy said)
    {
        var graph = Collect(writes);
        var found = new Dictionary<IdentityKey, long>();
        await job.Tables.FindKeysAsync(await job.Known.KeysOfAsync(job.Tables, graph.Nodes), found);
        await LoadAsync(graph, graph.Found(found));
        graph.Merge(said);
        var trace = await ImportTrace.BeginAsync(job.Tables, graph);
        await StoreAsync(graph);
        var changed = await WriteKeysAsync(graph);
        await (trace?.WriteAsync(job.Tables, graph, changed) ?? Task.CompletedTask);
    }

    private static EventGraph Collect(IReadOnlyList<PendingWrite> writes)
    {
        var graph = new EventGraph(writes.Sum(w => w.Prepared.Runs.Count));
        foreach (var write in writes)
        {
            write.Tally.Rejected.AddRange(write.Prepared.Refused);
            foreach (var run in write.Prepared.Runs)
            {
                graph.Add(run, write);
            }
        }

        return graph;
    }

    private async Task LoadAsync(EventGraph graph, List<long> ids)
    {
        var rows = await job.Tables.SelectEventsAsync(ids);
        await job.Dictionaries.LoadAsync(job.Tables, rows);
        var evidence = (await job.Tables.SelectEvidenceAsync([.. rows.Where(r => EventRows.FlagsOf(r).HasFlag(EventFlags.HasEvidence)).Select(r => r[EventColumn.Id])])).ToLookup(e => e.EventId);
        foreach (var row in rows)
        {
            graph.Load(_rows.Parse(row, evidence[row[EventColumn.Id]]));
        }
    }

    /// <summary>Inserts the new, updates the improved, deletes what became part of another.</summary>
    private async Task StoreAsync(EventGraph graph)
    {
        var changed = graph.Events.Where(e => e.MergedInto is null && e.IsChanged).ToList();
        var newCount = changed.Count(e => e.Id == 0);
        var newId = newCount > 0 ? await job.Tables.TakeAsync("usage_event", newCount) : 0;
        var inserts = new List<long[]>(newCount);
        var updates = new List<long[]>();
        var evidence = new List<Evidence>();
        var rated = new List<(UsageRecord Effective, RatedUsage Rated)>(ChunkSize);

        // Few at a time: an event is looked at twice, and the second time it is still in the processor's own memory.
        for (var from = 0; from < changed.Count; from += ChunkSize)
        {
            rated.Clear();
            var to = Math.Min(from + ChunkSize, changed.Count);
            for (var i = from; i < to; i++)
            {
                var effective = changed[i].Merge().Effective();
                rated.Add((effective, job.Policy.Rate(effective)));
                job.Dictionaries.Want(effective, rated[^1].Rated.Row);
            }

            await job.Dictionaries.ResolveAsync(job.Tables);
            for (var i = from; i < to; i++)
            {
                var e = changed[i];
                e.Id = e.Id == 0 ? newId++ : e.Id;
                var flags = EventRows.NeedsEvidence(e) ? EventFlags.HasEvidence : EventFlags.None;
                if (flags == EventFlags.HasEvidence)
                {
                    evidence.AddRange(EventRows.EvidenceOf(e));
                }

                flags |= e.IsTraced ? EventFlags.Imported : EventFlags.None;

                var origin = new EventOrigin(e.Id, e.SourceId, e.BatchId, e.FallbackAtMs, e.Identity, flags);
                Apply(e.Row, _rows.Build(rated[i - from].Effective, rated[i - from].Rated, job.Policy, origin), inserts, updates);
            }
        }

        var gone = graph.Stored.Where(e => e.MergedInto is not null).ToList();
        foreach (var e in gone)
        {
            _rollups.Add(e.Row!, -1);
        }

        await job.Tables.DeleteEventsAsync([.. gone.Select(e => e.Id)]);
        await job.Tables.InsertAsync(IntTable.Event, inserts);
        await job.Tables.UpdateAsync(IntTable.Event, updates);
        var hadEvidence = graph.Stored.Where(e => (e.IsChanged || e.MergedInto is not null) && EventRows.FlagsOf(e.Row!).HasFlag(EventFlags.HasEvidence)).Select(e => e.Id);
        await job.Tables.ReplaceEvidenceAsync([.. hadEvidence], evidence);
    }

    private void Apply(long[]? before, long[] after, List<long[]> inserts, List<long[]> updates)
    {
        if (before is null)
        {
            inserts.Add(after);
        }
        else if (!before.AsSpan().SequenceEqual(after))
        {
            updates.Add(after);
            _rollups.Add(before, -1);
        }
        else
        {
            return;
        }

        _rollups.Add(after, 1);
    }

    /// <summary>The keys that were written, and those that were moved with the event they pointed to.</summary>
    private async Task<List<(IdentityKey Key, long Now, long? Before)>> WriteKeysAsync(EventGraph graph)
    {
        var inserts = new List<(IdentityKey, long)>(graph.Nodes.Count);
        var moves = new List<(IdentityKey, long)>();
        var changed = new List<(IdentityKey Key, long Now, long? Before)>();
        foreach (var node in graph.Nodes)
        {
            var id = node.Event!.Final.Id;
            if (node.Found is { } found)
            {
                foreach (var (key, before) in found.Where(f => f.EventId != id))
                {
                    moves.Add((key, id));
                    Note(key, before);
                }
            }

            for (var i = 0; i < node.DayCount; i++)
            {
                if (!node.IsStoredOn(node.Day(i)))
                {
                    inserts.Add((IdentityKey.Of(node.Day(i), node.Hash), id));
                    Note(inserts[^1].Item1, null);
                }
            }

            void Note(IdentityKey key, long? before)
            {
                if (node.Event.Final.IsTraced)
                {
                    changed.Add((key, id, before));
                }
            }
        }

        var sorted = InKeyOrder(inserts);
        await job.Tables.InsertKeysAsync(sorted);
        await job.Tables.PointKeysAsync(moves);
        await job.Known.AddAsync(job.Tables, sorted);
        await PointRestAsync(graph, changed);
        return changed;
    }

    /// <summary>So that pages are written in a row. The first half of a key is order enough, and is sorted several times as fast.</summary>
    private static (IdentityKey Key, long EventId)[] InKeyOrder(List<(IdentityKey Key, long EventId)> keys)
    {
        var sorted = keys.ToArray();
        var halves = new ulong[sorted.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = sorted[i].Key.First;
        }

        Array.Sort(halves, sorted);
        return sorted;
    }

    /// <summary>Keys that this batch did not ask for, of events that became part of another: rare, and one pass over all keys when it happens.</summary>
    private async Task PointRestAsync(EventGraph graph, List<(IdentityKey Key, long Now, long? Before)> changed)
    {
        foreach (var e in graph.Stored.Where(e => e.MergedInto is not null))
        {
            var from = e.Row![EventColumn.Id];
            if (e.IsTraced)
            {
                changed.AddRange((await job.Tables.QueryAsync("SELECT key FROM usage_identity WHERE event_id = @from", r => IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0)), ("@from", from))).Select(k => (k, e.Final.Id, (long?)from)));
            }

            await job.Tables.ExecuteAsync("UPDATE usage_identity SET event_id = @to WHERE event_id = @from", ("@to", e.Final.Id), ("@from", from));
        }
    }
}
