using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Keeps, for every event that an import touches, what it was before, and every observation of it since, so that the import can be taken
/// back whole: what was before is put back, and what others said is told again. Events whose observations ever met form a cluster, which
/// is put back together. For one merge.
/// </summary>
internal sealed class ImportTrace
{
    private static readonly string[] EventColumns = ["event_id", "cluster", "image", "evidence"];
    private static readonly string[] KeyColumns = ["key", "cluster", "event_id"];
    private static readonly string[] ObservationColumns =
        ["id", "cluster", "source_id", "batch_id", "is_import", "received_at_ms", "fallback_at_ms", "decision", "primary_hash", "link_hash", "record"];

    private readonly Dictionary<WorkingEvent, WorkingEvent> _parents = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<WorkingEvent, long> _clusterOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<long, Evidence[]> _evidence = [];
    private readonly List<WorkingEvent> _fresh = [];
    private readonly Dictionary<int, long[]> _numbers = [];

    private ImportTrace()
    {
    }

    /// <summary>Marks the events that must be traced; null when there are none, which is nearly always. Between merging and storing.</summary>
    public static async Task<ImportTrace?> BeginAsync(UsageTables tables, EventGraph graph)
    {
        if (!graph.Runs.Any(r => r.From.Batch.IsImport) && !graph.Stored.Any(IsTraced))
        {
            return null;
        }

        var trace = new ImportTrace();
        trace.Join(graph);
        await trace.ClusterAsync(tables, graph);
        await trace.NumberAsync(tables, graph);
        await trace.TakeImagesAsync(tables);
        return trace;
    }

    /// <summary>After everything is stored: the images, the keys and the observations.</summary>
    /// <param name="tables">The transaction.</param>
    /// <param name="graph">The same.</param>
    /// <param name="keys">Keys that were written, with null, or moved, with the event they pointed to.</param>
    public async Task WriteAsync(UsageTables tables, EventGraph graph, IEnumerable<(IdentityKey Key, long Now, long? Before)> keys)
    {
        var ids = new Dictionary<long, long>();
        foreach (var (e, cluster) in _clusterOf)
        {
            ids[e.Id] = cluster;
        }

        await tables.InsertAsync("imported_event", EventColumns, [.. _fresh.Where(e => e.Id != 0).Select(ImageOf)], "ON CONFLICT DO NOTHING");
        await tables.InsertAsync("imported_key", KeyColumns, [.. KeysOf(keys, ids)], "ON CONFLICT DO NOTHING");
        await WriteObservationsAsync(tables, graph);
    }

    /// <summary>In the order of the keys, so that pages are written in a row.</summary>
    private static IEnumerable<object?[]> KeysOf(IEnumerable<(IdentityKey Key, long Now, long? Before)> keys, Dictionary<long, long> clusters) =>
        keys.Where(k => clusters.ContainsKey(k.Now)).OrderBy(k => k.Key.First).Select(k => new object?[] { k.Key.ToBytes(), clusters[k.Now], k.Before });

    private static bool IsTraced(WorkingEvent e) => e.Row is { } row && EventRows.FlagsOf(row).HasFlag(EventFlags.Imported);

    /// <summary>Whatever met in this merge belongs together.</summary>
    private void Join(EventGraph graph)
    {
        foreach (var e in graph.Events)
        {
            Union(e, e.Final);
        }

        foreach (var node in graph.Nodes)
        {
            var first = node.Event;
            foreach (var (_, eventId) in node.Found ?? [])
            {
                var stored = graph.StoredOf(eventId);
                first ??= stored;
                Union(first, stored);
            }
        }

        foreach (var (message, request) in graph.Links)
        {
            Union(message.Event!, request.Event!);
        }
    }

    private async Task ClusterAsync(UsageTables tables, EventGraph graph)
    {
        var traced = graph.Stored.Where(IsTraced).ToList();
        var known = await KnownClustersAsync(tables, [.. traced.Select(e => e.Row![EventColumn.Id])]);

        // What met before belongs together too, also when this merge sees only its parts.
        foreach (var together in traced.GroupBy(e => known[e.Row![EventColumn.Id]]))
        {
            foreach (var e in together.Skip(1))
            {
                Union(together.First(), e);
            }
        }

        var concerned = graph.Runs.Where(r => r.From.Batch.IsImport).Select(r => r.Node.Event!).Concat(traced).Select(Root).ToHashSet<WorkingEvent>(ReferenceEqualityComparer.Instance);
        var clusters = new Dictionary<WorkingEvent, long>(ReferenceEqualityComparer.Instance);
        foreach (var group in traced.GroupBy(Root, e => known[e.Row![EventColumn.Id]], ReferenceEqualityComparer.Instance))
        {
            var all = group.Distinct().Order().ToList();
            clusters[(WorkingEvent)group.Key!] = all[0];
            foreach (var other in all.Skip(1))
            {
                await MoveClusterAsync(tables, other, all[0]);
            }
        }

        var missing = concerned.Where(c => !clusters.ContainsKey(c)).ToList();
        var next = missing.Count > 0 ? await tables.TakeAsync("import_cluster", missing.Count) : 0;
        foreach (var root in missing)
        {
            clusters[root] = next++;
        }

        foreach (var e in graph.Events.Where(e => concerned.Contains(Root(e))))
        {
            _clusterOf[e] = clusters[Root(e)];
            if (!IsTraced(e))
            {
                _fresh.Add(e);
            }

            e.IsTraced = true;
            e.IsChanged |= e.MergedInto is null && !IsTraced(e);
        }
    }

    private static async Task<Dictionary<long, long>> KnownClustersAsync(UsageTables tables, IReadOnlyList<long> ids)
    {
        var known = new Dictionary<long, long>();
        foreach (var chunk in ids.Chunk(500))
        {
            foreach (var (id, cluster) in await tables.QueryAsync($"SELECT event_id, cluster FROM imported_event WHERE event_id IN ({string.Join(',', chunk)})", r => (r.GetInt64(0), r.GetInt64(1))))
            {
                known[id] = cluster;
            }
        }

        return known;
    }

    private static async Task MoveClusterAsync(UsageTables tables, long from, long to)
    {
        foreach (var table in (string[])["imported_event", "imported_key", "imported_observation"])
        {
            await tables.ExecuteAsync($"UPDATE {table} SET cluster = @to WHERE cluster = @from", ("@to", to), ("@from", from));
        }
    }

    /// <summary>Evidence is replaced when an event is stored: what there was is read before.</summary>
    private async Task TakeImagesAsync(UsageTables tables)
    {
        var withEvidence = _fresh.Where(e => e.Row is { } row && EventRows.FlagsOf(row).HasFlag(EventFlags.HasEvidence)).Select(e => e.Row![EventColumn.Id]).ToList();
        foreach (var group in (await tables.SelectEvidenceAsync(withEvidence)).GroupBy(e => e.EventId))
        {
            _evidence[group.Key] = [.. group];
        }
    }

    private object?[] ImageOf(WorkingEvent e)
    {
        var evidence = e.Row is { } row && _evidence.TryGetValue(row[EventColumn.Id], out var found) ? JsonSerializer.Serialize(found) : null;
        return [e.Id, _clusterOf[e], e.Row is null ? null : JsonSerializer.Serialize(e.Row), evidence];
    }

    /// <summary>
    /// Gives every new event and every traced observation a number, in the order they came: an event that is made of an observation when it
    /// is told again is then as old beside all others as it would have been.
    /// </summary>
    private async Task NumberAsync(UsageTables tables, EventGraph graph)
    {
        var made = graph.Events.Where(e => e.MadeBy >= 0).ToDictionary(e => e.MadeBy);
        var next = await tables.TakeAsync("usage_event", made.Count + graph.Runs.Sum(r => 1 + r.Run.Later.Count));
        for (var i = 0; i < graph.Runs.Count; i++)
        {
            var (node, run, _) = graph.Runs[i];
            if (made.TryGetValue(i, out var e) && e.Id == 0)
            {
                e.Id = next++;
            }

            if (ClusterOf(node) is not null)
            {
                _numbers[i] = [.. Enumerable.Range(0, 1 + run.Later.Count).Select(k => run.ObservationIds?[k] ?? (k == 0 && e is not null ? e.Id : next++))];
            }
        }
    }

    private long? ClusterOf(IdentityNode node) =>
        _clusterOf.TryGetValue(node.Event!, out var cluster) || _clusterOf.TryGetValue(node.Event!.Final, out cluster) ? cluster : null;

    private async Task WriteObservationsAsync(UsageTables tables, EventGraph graph)
    {
        var rows = new List<object?[]>();
        var newest = await PastPolicies.NewestAsync(tables);
        foreach (var (index, numbers) in _numbers)
        {
            var (node, run, from) = graph.Runs[index];
            var cluster = ClusterOf(node);
            var (primary, link) = (run.Primary.ToBytes(), run.Link?.ToBytes());
            for (var k = 0; k < numbers.Length; k++)
            {
                rows.Add(
                [
                    numbers[k], cluster, from.Batch.SourceId, from.BatchId, from.Batch.IsImport, from.Batch.ReceivedAtMs, from.Batch.FallbackAtMs,
                    from.Decision ?? newest, primary, link, run.TextOf(k),
                ]);
            }
        }

        await tables.InsertAsync("imported_observation", ObservationColumns, rows);
    }

    private void Union(WorkingEvent a, WorkingEvent b)
    {
        var (x, y) = (Root(a), Root(b));
        if (!ReferenceEquals(x, y))
        {
            _parents[x] = y;
        }
    }

    private WorkingEvent Root(WorkingEvent e)
    {
        var root = e;
        while (_parents.TryGetValue(root, out var parent))
        {
            root = parent;
        }

        while (!ReferenceEquals(e, root))
        {
            var next = _parents[e];
            _parents[e] = root;
            e = next;
        }

        return root;
    }
}
