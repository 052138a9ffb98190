using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>
/// The events that rows of the vendor's reports post for seats whose declared money source they are. They are derived: of a UTC day they are
/// exactly what its rows and the decisions say, whatever happened before. Other usage of such a seat and day has the seat's number with a
/// minus: it posts nothing and is kept. Source: law, section 4.
/// </summary>
internal sealed class VendorPostings(UsageJob job, long nowMs)
{
    private const long DayMs = 86_400_000;

    private readonly UsageTables _tables = job.Tables;
    private readonly EventRows _rows = new(job.Dictionaries);
    private readonly RollupChanges _rollups = new(job.Dictionaries);
    private readonly Dictionary<int, long> _batches = [];
    private readonly List<Move> _moves = [];

    /// <summary>Derives every day that decisions of these kinds may change, when any seat's money comes from a report.</summary>
    public static async Task<IReadOnlyList<Move>> AfterAsync(UsageJob job, IReadOnlyList<Decision> decisions, long nowMs)
    {
        var said = decisions.Where(d => d.Body is MoneySourceSet or IdentityDecision or SeatAdded or SourcePoolSet or ZoneChanged or ContractSet or PoolRulesChanged).ToList();
        if (job.Policy.Money.IsEmpty || said.Count == 0)
        {
            return [];
        }

        var from = said.TrueForAll(d => d.Body is MoneySourceSet) ? said.Min(d => d.EffectiveAtMs) / DayMs : 0;
        var days = await job.Tables.QueryAsync("SELECT DISTINCT day FROM vendor_day WHERE day >= @from ORDER BY day", r => r.GetInt32(0), ("@from", from));
        var postings = new VendorPostings(job, nowMs);
        await postings.DeriveAsync(days);
        return postings._moves;
    }

    /// <summary>Every day there is anything of.</summary>
    public static async Task<IReadOnlyList<int>> AllDaysAsync(UsageTables tables) =>
    [
        .. (await tables.QueryAsync("SELECT DISTINCT day FROM vendor_day", r => r.GetInt32(0)))
            .Union(await tables.QueryAsync($"SELECT DISTINCT occurred_at_ms FROM usage_event WHERE (flags & {(int)EventFlags.VendorDay}) <> 0", r => (int)(r.GetInt64(0) / DayMs))).Order(),
    ];

    /// <summary>Derives these UTC days; how many of them changed.</summary>
    public async Task<int> DeriveAsync(IReadOnlyList<int> days)
    {
        var changed = 0;
        if (job.Policy.Money.IsEmpty)
        {
            return 0;
        }

        foreach (var day in days)
        {
            changed += await DeriveAsync(day) ? 1 : 0;
        }

        await _rollups.FlushAsync(_tables);
        return changed;
    }

    private async Task<bool> DeriveAsync(int day)
    {
        var at = (day * DayMs) + (DayMs / 2);
        var stored = await StoredAsync(day, at);
        var after = await BuildAsync(await RowsAsync(day, at), stored, at);
        var known = stored.ToDictionary(s => s[EventColumn.Id]);
        var inserts = after.Where(a => !known.ContainsKey(a[EventColumn.Id])).ToList();
        var updates = after.Where(a => known.TryGetValue(a[EventColumn.Id], out var before) && !before.AsSpan().SequenceEqual(a)).ToList();
        var stays = after.Select(a => a[EventColumn.Id]).ToHashSet();
        var deletes = stored.Where(s => !stays.Contains(s[EventColumn.Id])).ToList();
        foreach (var row in deletes.Concat(updates.Select(u => known[u[EventColumn.Id]])))
        {
            _rollups.Add(row, -1);
            Told(row, -1);
        }

        foreach (var row in inserts.Concat(updates))
        {
            _rollups.Add(row, 1);
            Told(row, 1);
        }

        await _tables.InsertAsync(IntTable.Event, inserts);
        await _tables.UpdateAsync(IntTable.Event, updates);
        await _tables.DeleteEventsAsync([.. deletes.Select(d => d[EventColumn.Id])]);
        return inserts.Count + updates.Count + deletes.Count > 0;
    }

    private void Told(long[] row, int sign)
    {
        var (seat, pool) = ((int)row[EventColumn.Seat], (Pool)row[EventColumn.Pool]);
        var cost = new Nanodollars(row[EventColumn.Cost]);
        _moves.Add(new Move(seat, seat, pool, pool, 1, 0, 0, sign < 0 ? cost : default, sign > 0 ? cost : default) { FirstMs = row[EventColumn.OccurredAt], LastMs = row[EventColumn.OccurredAt] });
    }

    /// <summary>A seat that ever had a vendor's money keeps its history, so no event is of another. The stored day is that of the zone: one off at most.</summary>
    private async Task<List<long[]>> StoredAsync(int day, long at)
    {
        var ids = new List<long>();
        foreach (var seats in job.Policy.Money.Keys.Order().Chunk(500))
        {
            ids.AddRange(await _tables.QueryAsync(
                $"SELECT id FROM usage_event WHERE day IN ({day - 1}, {day}, {day + 1}) AND seat_id IN ({string.Join(',', seats)}) AND occurred_at_ms = {at} AND (flags & {(int)EventFlags.VendorDay}) <> 0", r => r.GetInt64(0)));
        }

        var stored = await _tables.SelectEventsAsync(ids);
        await job.Dictionaries.LoadAsync(_tables, stored);
        return stored;
    }

    /// <summary>The rows of the day that post, with the seat they post for.</summary>
    private async Task<List<(int SeatId, VendorMoney Money, string Key, UsageRecord Record)>> RowsAsync(int day, long at)
    {
        var rows = await _tables.QueryAsync(
            """
            SELECT connection_id, report, row_key, actor_kind, actor, email, api_key, workspace, model, product, cost_nano, input_tokens, output_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches
            FROM vendor_day WHERE day = @day AND cost_nano IS NOT NULL
            """,
            r => (
                Connection: r.GetInt32(0), Report: (VendorReportKind)r.GetInt32(1), Key: r.GetString(2),
                Actor: new VendorActor((VendorActorKind)r.GetInt32(3), r.GetString(4), Text(r, 5), Text(r, 6), Text(r, 7)),
                Record: new UsageRecord
                {
                    Source = UsageSource.VendorReport,
                    OccurredAtMs = at,
                    SourceEventId = r.GetString(2),
                    Model = r.GetString(8) is { Length: > 0 } model ? model : "(not stated)",
                    App = r.GetString(9) is { Length: > 0 } product ? product : null,
                    AuthoritativeCost = new Nanodollars(r.GetInt64(10)),
                    Tokens = new TokenCounts(r.GetInt64(11), r.GetInt64(12), r.GetInt64(13), r.GetInt64(14), r.GetInt64(15)),
                    WebSearches = (int)Math.Min(r.GetInt64(16), int.MaxValue),
                }),
            ("@day", day));
        var posting = new List<(int, VendorMoney, string, UsageRecord)>();
        foreach (var row in rows)
        {
            if (job.Policy.Identities.SeatOf(VendorReportRead.IdentitiesOf(row.Actor), day * DayMs) is { } seat and > 0
                && job.Policy.MoneyOf(seat, at) is { } money && money.ConnectionId == row.Connection && money.Report == row.Report)
            {
                posting.Add((seat, money, row.Key, row.Record));
            }
        }

        return posting;
    }

    private async Task<List<long[]>> BuildAsync(List<(int SeatId, VendorMoney Money, string Key, UsageRecord Record)> posting, List<long[]> stored, long at)
    {
        foreach (var (_, _, _, record) in posting)
        {
            job.Dictionaries.Want(record, null);
        }

        await job.Dictionaries.ResolveAsync(_tables);
        var known = stored.ToDictionary(s => s[EventColumn.Identity]);
        var after = new List<long[]>(posting.Count);
        foreach (var (seat, money, key, record) in posting)
        {
            var identity = IdentityOf(money, at, key);
            var before = known.GetValueOrDefault(identity);
            var origin = new EventOrigin(
                before?[EventColumn.Id] ?? await _tables.TakeAsync("usage_event", 1), money.SourceId, before?[EventColumn.Batch] ?? await BatchAsync(money.SourceId), at, identity, EventFlags.VendorDay);
            var row = _rows.Build(record, Rate(money.Report, record), job.Policy, origin);
            row[EventColumn.Seat] = seat;
            after.Add(row);
        }

        return after;
    }

    /// <summary>Estimates are at list price; what the vendor bills is after the contract's discount already.</summary>
    private RatedUsage Rate(VendorReportKind report, UsageRecord record)
    {
        var cost = report == VendorReportKind.ClaudeCode ? job.Policy.Rate(record).Effective : record.AuthoritativeCost;
        return new RatedUsage(null, cost, cost, null, UnpricedReason.None);
    }

    private async Task<long> BatchAsync(int sourceId)
    {
        if (!_batches.TryGetValue(sourceId, out var batch))
        {
            _batches.Add(sourceId, batch = await _tables.TakeAsync("import_batch", 1));
            await _tables.ExecuteAsync(
                "INSERT INTO import_batch (id, source_id, received_at_ms, accepted, updated, duplicate, superseded, rejected) VALUES (@id, @source, @at, 0, 0, 0, 0, 0)",
                ("@id", batch), ("@source", sourceId), ("@at", nowMs));
        }

        return batch;
    }

    private static long IdentityOf(VendorMoney money, long at, string key)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"vendor {money.ConnectionId} {(int)money.Report} {at} {key}");
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
