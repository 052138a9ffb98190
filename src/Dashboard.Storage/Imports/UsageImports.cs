using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>
/// Files of usage that were imported by a mapping. Each is a source of its own and can be taken back whole: afterwards every event, roll-up
/// and figure is as if it had never been imported, whatever else met its usage meanwhile.
/// </summary>
public sealed class UsageImports(Database database)
{
    private const int PreviewSource = -1;
    private const int MostPeople = 5_000;

    /// <summary>Notes that a file is being read.</summary>
    public async Task BeginAsync(UsageImportRow import, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        await using var db = database.CreateDbContext();
        await AuditedChange.RunAsync(
            db,
            async () =>
            {
                db.Add(import);
                return await db.SaveChangesAsync(cancellationToken) == 1;
            },
            new AuditEvent("usage-import-started", Subject(import.SourceId), by, After: new JsonObject { ["file"] = import.FileName, ["mapping"] = import.Mapping }.ToJsonString()),
            import.StartedAtMs,
            cancellationToken);
    }

    /// <summary>Writes how far it came; with an end, that it ended.</summary>
    public async Task SaveAsync(UsageImportRow import, Actor by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        await using var db = database.CreateDbContext();
        if (import.EndedAtMs is not { } ended)
        {
            db.Update(import);
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        var after = new JsonObject { ["state"] = ((ImportState)import.State).ToString(), ["rows"] = import.RowCount, ["new"] = import.Accepted, ["updated"] = import.Updated, ["known"] = import.Duplicate, ["issues"] = import.Issues };
        await AuditedChange.RunAsync(
            db,
            async () =>
            {
                db.Update(import);
                return await db.SaveChangesAsync(cancellationToken) == 1;
            },
            new AuditEvent("usage-import-ended", Subject(import.SourceId), by, After: after.ToJsonString()),
            ended,
            cancellationToken);
    }

    /// <summary>Imports whose process ended before they did are stopped: what was read counts, and can be taken back.</summary>
    public async Task<int> StopUnfinishedAsync(long startedBeforeMs, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<UsageImportRow>().Where(i => i.State == (int)ImportState.Running && i.StartedAtMs < startedBeforeMs)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.State, (int)ImportState.Stopped).SetProperty(i => i.EndedAtMs, nowMs), cancellationToken);
    }

    /// <summary>The newest imports, newest first.</summary>
    public async Task<IReadOnlyList<UsageImportRow>> ListAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<UsageImportRow>().AsNoTracking().OrderByDescending(i => i.StartedAtMs).ThenByDescending(i => i.SourceId).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>One import; null when there is none.</summary>
    public async Task<UsageImportRow?> FindAsync(int sourceId, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<UsageImportRow>().AsNoTracking().SingleOrDefaultAsync(i => i.SourceId == sourceId, cancellationToken);
    }

    /// <summary>The sources of imports that were taken back: they bring nothing any more.</summary>
    public async Task<IReadOnlySet<int>> TakenBackAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return (await db.Set<UsageImportRow>().Where(i => i.State == (int)ImportState.TakenBack).Select(i => i.SourceId).ToListAsync(cancellationToken)).ToFrozenSet();
    }

    /// <summary>Saved mappings by name.</summary>
    public async Task<IReadOnlyList<CsvMappingRow>> MappingsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<CsvMappingRow>().AsNoTracking().OrderBy(m => m.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Saves a mapping under its name, over what was saved before.</summary>
    public async Task SaveMappingAsync(string name, string json, Actor by, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var db = database.CreateDbContext();
        var row = await db.Set<CsvMappingRow>().SingleOrDefaultAsync(m => m.Name == name, cancellationToken);
        if (row is not null && row.Json == json)
        {
            return;
        }

        var before = row?.Json;
        if (row is null)
        {
            db.Add(new CsvMappingRow { Name = name, Json = json, SavedAtMs = nowMs, SavedBy = by.Who });
        }
        else
        {
            (row.Json, row.SavedAtMs, row.SavedBy) = (json, nowMs, by.Who);
        }

        await AuditedChange.RunAsync(
            db,
            async () => await db.SaveChangesAsync(cancellationToken) == 1,
            new AuditEvent("csv-mapping-saved", "organisation", by, before, json),
            nowMs,
            cancellationToken);
    }

    /// <summary>Forgets a mapping; imports keep theirs.</summary>
    public async Task DeleteMappingAsync(string name, Actor by, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await AuditedChange.RunAsync(
            db,
            async () => await db.Set<CsvMappingRow>().Where(m => m.Name == name).ExecuteDeleteAsync(cancellationToken) == 1,
            new AuditEvent("csv-mapping-deleted", "organisation", by, new JsonObject { ["name"] = name }.ToJsonString()),
            nowMs,
            cancellationToken);
    }

    /// <summary>Writes pieces of a file, looks at what that did, and rolls it back. Writers wait meanwhile.</summary>
    /// <param name="pool">What its usage of unknown pool would be.</param>
    /// <param name="pieces">Batches of any source; they are written under one that does not exist.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ImportPreview> PreviewAsync(Pool pool, IAsyncEnumerable<UsageBatch> pieces, CancellationToken cancellationToken = default)
    {
        ImportPreview? preview = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                var policy = job.Policy.WithSource(PreviewSource, new SourceTerms([], [(0, pool)]));
                var net = new NetChanges();
                var outcome = WriteOutcome.None;
                var before = 0;
                await foreach (var piece in pieces.WithCancellation(cancellationToken))
                {
                    var write = new PendingWrite(piece with { SourceId = PreviewSource });
                    await new UsageTransaction(job with { Policy = policy }, net).WriteAsync([write]);
                    var result = write.Tally.ToOutcome();
                    outcome += result with { Rejected = [.. result.Rejected.Select(r => r with { Index = r.Index + before })] };
                    before += piece.Records.Length;
                }

                var people = await job.Tables.QueryAsync(
                    $"""
                    SELECT e.seat_id, a.text, t.text, COUNT(*), SUM(CASE WHEN e.cost_nano IS NULL THEN 1 ELSE 0 END), COALESCE(SUM(e.cost_nano), 0)
                    FROM usage_event e LEFT JOIN actor a ON a.id = e.actor_id LEFT JOIN tags t ON t.id = e.tags_id WHERE e.source_id = {PreviewSource} GROUP BY e.seat_id, a.text, t.text
                    """,
                    r => new ImportPerson(r.GetInt32(0), NameOf(r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)), r.GetInt64(3), r.GetInt64(4), new Nanodollars(r.GetInt64(5))));
                var notes = await job.Tables.QueryAsync($"SELECT DISTINCT reason FROM issue WHERE source_id = {PreviewSource} AND line IS NULL AND place = ''", r => r.GetString(0));
                if (people.Where(p => p.SeatId < 0).Sum(p => p.Events) is > 0 and var evidence)
                {
                    notes.Add(string.Create(CultureInfo.InvariantCulture, $"{evidence} of the new requests are of people for whom a report of the vendor posts on these days. They are kept as evidence and change no figure."));
                }

                preview = new ImportPreview(outcome, Sum(people.Select(p => p with { SeatId = Math.Abs(p.SeatId) })), net.ToChanges(), [.. notes]);
                return false;
            },
            cancellationToken);
        return preview!;
    }

    /// <summary>
    /// Takes an import back whole: afterwards everything is as if it had never been imported. Null when there is no such import, or it was taken
    /// back before. One whose process was killed still says that it is being read; one that really is takes what comes later back itself, at its end.
    /// </summary>
    /// <param name="sourceId">The import.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="preview">True to learn what would change; nothing is kept.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    public async Task<IReadOnlyList<ImportChange>?> TakeBackAsync(int sourceId, Actor by, long nowMs, bool preview, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ImmutableArray<ImportChange>? changes = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                var state = await job.Tables.QueryAsync("SELECT state, file_name, accepted FROM usage_import WHERE source_id = @source", r => (State: (ImportState)r.GetInt32(0), File: r.GetString(1), Accepted: r.GetInt64(2)), ("@source", sourceId));
                if (state is not [(ImportState.Done or ImportState.Stopped or ImportState.Running, _, _)])
                {
                    return false;
                }

                var net = new NetChanges();
                await new UsageTransaction(job, net).TakeBackAsync(sourceId);
                changes = net.ToChanges();
                if (preview)
                {
                    return false;
                }

                await job.Tables.ExecuteAsync(
                    "UPDATE usage_import SET state = @state, taken_back_at_ms = @now, taken_back_by = @by WHERE source_id = @source",
                    ("@state", (int)ImportState.TakenBack), ("@now", nowMs), ("@by", by.Who), ("@source", sourceId));
                var cost = changes.Value.Aggregate(default(Nanodollars), (sum, c) => sum + c.Cost);
                await AuditWriter.AppendAsync(
                    job.Tables.AsSql(),
                    [
                        AuditLog.Draft(
                            new AuditEvent(
                                "usage-import-taken-back", Subject(sourceId), by,
                                new JsonObject { ["file"] = state[0].File, ["new"] = state[0].Accepted }.ToJsonString(),
                                new JsonObject { ["costUsd"] = Usd.Format(cost), ["events"] = changes.Value.Sum(c => c.Events) }.ToJsonString(),
                                reason),
                            nowMs),
                    ]);
                return true;
            },
            cancellationToken);
        return changes;
    }

    /// <summary>Of these sums, by identity and instant, those that are known with other figures.</summary>
    public async Task<IReadOnlySet<IdentityHash>> KnownOtherwiseAsync(IReadOnlyList<UsageRecord> sums, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sums);
        var differ = new HashSet<IdentityHash>();
        await using var db = database.CreateDbContext();
        foreach (var chunk in sums.Select(s => (Record: s, Hash: UsageIdentity.PrimaryOf(s))).Chunk(500))
        {
            var keys = chunk.Select(c => IdentityKey.Of(IdentityKey.DayOf(c.Record.OccurredAtMs), c.Hash).ToBytes()).ToList();
            var known = await db.Set<UsageIdentityRow>().AsNoTracking().Where(k => keys.Contains(k.Key))
                .Join(db.Set<UsageEventRow>().AsNoTracking(), k => k.EventId, e => e.Id, (k, e) => new { k.Key, Event = e }).ToListAsync(cancellationToken);
            var byHash = known.ToDictionary(k => IdentityKey.FromBytes(k.Key).Hash, k => k.Event);
            differ.UnionWith(chunk.Where(c => byHash.TryGetValue(c.Hash, out var e) && !SaysTheSame(c.Record, e)).Select(c => c.Hash));
        }

        return differ;
    }

    /// <summary>Seats and days with usage that no import brought: a sum beside it would count the same twice.</summary>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlySet<(int SeatId, DateOnly Day)>> OtherUsageAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);
        var (first, last) = (from.DayNumber - epoch.DayNumber, until.DayNumber - epoch.DayNumber);
        await using var db = database.CreateDbContext();
        var imports = db.Set<UsageImportRow>().Select(i => i.SourceId);
        var found = await db.Set<RollupDetailRow>().AsNoTracking().Where(r => r.SeatId != 0 && r.Day >= first && r.Day <= last && !imports.Contains(r.SourceId))
            .Select(r => new { r.SeatId, r.Day }).Distinct().ToListAsync(cancellationToken);
        return found.Select(f => (f.SeatId, epoch.AddDays(f.Day))).ToFrozenSet();
    }

    /// <summary>The name that people know somebody by: the first identity that usage states.</summary>
    private static string NameOf(string? email, string? tags) =>
        email ?? (tags is null ? "" : StatedIdentities.Of(null, null, null, JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(tags)).Where(i => i.Kind != IdentityKind.Attribute).Select(i => i.Value).FirstOrDefault(""));

    private static ImmutableArray<ImportPerson> Sum(IEnumerable<ImportPerson> people) =>
    [
        .. people.GroupBy(p => (p.SeatId, p.Stated))
            .Select(g => new ImportPerson(g.Key.SeatId, g.Key.Stated, g.Sum(p => p.Events), g.Sum(p => p.Unpriced), g.Aggregate(default(Nanodollars), (sum, p) => sum + p.Cost)))
            .OrderByDescending(p => p.Cost).ThenBy(p => p.Stated, StringComparer.Ordinal).Take(MostPeople),
    ];

    private static bool SaysTheSame(UsageRecord sum, UsageEventRow known) =>
        known.InputTokens == sum.Tokens.Input && known.OutputTokens == sum.Tokens.Output && known.CacheReadTokens == sum.Tokens.CacheRead
        && known.CacheWrite5mTokens == sum.Tokens.CacheWrite5m && known.CacheWrite1hTokens == sum.Tokens.CacheWrite1h && known.WebSearches == sum.WebSearches
        && known.AuthoritativeNano == sum.AuthoritativeCost?.Value && known.StatedNano == sum.StatedCost?.Value;

    private static string Subject(int sourceId) => string.Create(CultureInfo.InvariantCulture, $"source:{sourceId}");
}
