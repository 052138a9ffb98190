using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>Writes the batches of many callers in one transaction: merge in memory, then apply the difference to every table.</summary>
internal sealed class UsageTransaction(UsageTables tables, UsageDictionaries dictionaries, WritePolicy policy, NetChanges? net = null)
{
    private const int ChunkSize = 512;

    private readonly EventRows _rows = new(dictionaries);
    private readonly RollupChanges _rollups = new(dictionaries, net);

    public async Task WriteAsync(IReadOnlyList<PendingWrite> writes, FreshKeys fresh)
    {
        var first = await tables.TakeAsync("import_batch", writes.Count);
        for (var i = 0; i < writes.Count; i++)
        {
            writes[i].BatchId = first + i;
        }

        await WriteEventsAsync(writes, fresh);
        await _rollups.FlushAsync(tables);
        await new RunWrites(tables, dictionaries, policy, _rows, _rollups).WriteAsync(writes);
        await _rollups.FlushAsync(tables);
        await new TelemetryWrites(tables, policy).WriteAsync(writes);
        foreach (var write in writes.Where(w => !w.Batch.IsQuiet))
        {
            await BatchLog.WriteAsync(tables, write);
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
        var trace = await ImportTrace.BeginAsync(tables, graph);
        await StoreAsync(graph);
        var changed = await WriteKeysAsync(graph, [], null);
        await (trace?.WriteAsync(tables, graph, changed) ?? Task.CompletedTask);
        await _rollups.FlushAsync(tables);

        // Fewer known requests leave more to a result.
        await new RunWrites(tables, dictionaries, policy, _rows, _rollups).DeriveAffectedAsync([]);
        await _rollups.FlushAsync(tables);
    }

    /// <summary>Takes an import back (<see cref="ImportReversal"/>).</summary>
    public async Task TakeBackAsync(int sourceId)
    {
        await new ImportReversal(
            tables, dictionaries, policy, _rows, _rollups,
            async said =>
            {
                // One batch after the other, as they came: whose an event is depends on who said so first.
                foreach (var batch in said)
                {
                    await WriteEventsAsync([batch], new FreshKeys());
                }

                await _rollups.FlushAsync(tables);
            }).RunAsync(sourceId);
        await new RunWrites(tables, dictionaries, policy, _rows, _rollups).DeriveAffectedAsync([]);
        await _rollups.FlushAsync(tables);
    }

    private async Task WriteEventsAsync(IReadOnlyList<PendingWrite> writes, FreshKeys fresh)
    {
        var graph = Collect(writes);
        var days = (await tables.QueryAsync("SELECT day FROM identity_day", r => (uint)r.GetInt64(0))).ToHashSet();
        var found = new Dictionary<IdentityKey, long>();
        fresh.Begin(await tables.OthersVersionAsync());
        await tables.FindKeysAsync(new KeySearch(days, fresh).Find(graph.Nodes), found);
        await LoadAsync(graph, graph.Found(found));
        graph.Merge(policy);
        var trace = await ImportTrace.BeginAsync(tables, graph);
        await StoreAsync(graph);
        var changed = await WriteKeysAsync(graph, days, fresh);
        await (trace?.WriteAsync(tables, graph, changed) ?? Task.CompletedTask);
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
        var rows = await tables.SelectEventsAsync(ids);
        await dictionaries.LoadAsync(tables, rows);
        var evidence = (await tables.SelectEvidenceAsync([.. rows.Where(r => EventRows.FlagsOf(r).HasFlag(EventFlags.HasEvidence)).Select(r => r[EventColumn.Id])])).ToLookup(e => e.EventId);
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
        var newId = newCount > 0 ? await tables.TakeAsync("usage_event", newCount) : 0;
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
                rated.Add((effective, policy.Rate(effective)));
                dictionaries.Want(effective, rated[^1].Rated.Row);
            }

            await dictionaries.ResolveAsync(tables);
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
                Apply(e.Row, _rows.Build(rated[i - from].Effective, rated[i - from].Rated, policy, origin), inserts, updates);
            }
        }

        var gone = graph.Stored.Where(e => e.MergedInto is not null).ToList();
        foreach (var e in gone)
        {
            _rollups.Add(e.Row!, -1);
        }

        await tables.DeleteEventsAsync([.. gone.Select(e => e.Id)]);
        await tables.InsertAsync(IntTable.Event, inserts);
        await tables.UpdateAsync(IntTable.Event, updates);
        var hadEvidence = graph.Stored.Where(e => (e.IsChanged || e.MergedInto is not null) && EventRows.FlagsOf(e.Row!).HasFlag(EventFlags.HasEvidence)).Select(e => e.Id);
        await tables.ReplaceEvidenceAsync([.. hadEvidence], evidence);
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
    private async Task<List<(IdentityKey Key, long Now, long? Before)>> WriteKeysAsync(EventGraph graph, HashSet<uint> knownDays, FreshKeys? fresh)
    {
        var inserts = new List<(IdentityKey, long)>(graph.Nodes.Count);
        var moves = new List<(IdentityKey, long)>();
        var changed = new List<(IdentityKey Key, long Now, long? Before)>();
        var days = new HashSet<uint>();
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
                    days.Add(node.Day(i));
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

        var newDays = days.Where(d => !knownDays.Contains(d)).Order().ToList();
        var sorted = InKeyOrder(inserts);
        await tables.InsertKeysAsync(sorted);
        await tables.PointKeysAsync(moves);
        foreach (var day in newDays)
        {
            await tables.ExecuteAsync("INSERT INTO identity_day (day) VALUES (@day) ON CONFLICT DO NOTHING", ("@day", (long)day));
        }

        var isRestPointed = await PointRestAsync(graph, changed);
        fresh?.Add(sorted, newDays);
        if (moves.Count > 0 || isRestPointed)
        {
            fresh?.Forget();
        }

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
    private async Task<bool> PointRestAsync(EventGraph graph, List<(IdentityKey Key, long Now, long? Before)> changed)
    {
        var isAny = false;
        foreach (var e in graph.Stored.Where(e => e.MergedInto is not null))
        {
            var from = e.Row![EventColumn.Id];
            if (e.IsTraced)
            {
                changed.AddRange((await tables.QueryAsync("SELECT key FROM usage_identity WHERE event_id = @from", r => IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0)), ("@from", from))).Select(k => (k, e.Final.Id, (long?)from)));
            }

            await tables.ExecuteAsync("UPDATE usage_identity SET event_id = @to WHERE event_id = @from", ("@to", e.Final.Id), ("@from", from));
            isAny = true;
        }

        return isAny;
    }
}
