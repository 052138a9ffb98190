using System.Collections.Immutable;
using System.Data.Common;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests;

/// <summary>An open database with one source, and a way to see all that usage left in it without row ids.</summary>
public sealed class UsageTest : IAsyncDisposable
{
    private static readonly string[] Measures = ["events", "unpriced_events", "input_tokens", "output_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens", "cache_read_tokens", "web_searches", "cost_nano"];

    private UsageTest(TestDatabase database, int sourceId)
    {
        At = database;
        SourceId = sourceId;
    }

    public TestDatabase At { get; }

    public int SourceId { get; }

    public Database Database => At.Database;

    public static async Task<UsageTest> CreateAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        return new UsageTest(database, await database.Database.Decisions.RegisterSourceAsync("laptop", "folder", Records.Noon));
    }

    public Task<WriteOutcome> WriteAsync(params IEnumerable<UsageRecord> records) => WriteAsync(SourceId, records);

    /// <summary>Arrives when the newest of it happened, at noon at the earliest.</summary>
    public Task<WriteOutcome> WriteAsync(int sourceId, IEnumerable<UsageRecord> records) =>
        WriteAtAsync(sourceId, records.Max(r => r.OccurredAtMs) is { } newest && newest > Records.Noon ? newest : Records.Noon, records);

    public Task<WriteOutcome> WriteAtAsync(int sourceId, long receivedAtMs, IEnumerable<UsageRecord> records) =>
        Database.Writer.WriteAsync(new UsageBatch { SourceId = sourceId, ReceivedAtMs = receivedAtMs, FallbackAtMs = Records.Noon, Records = [.. records] });

    public Task<WriteOutcome> WriteResultsAsync(params ImmutableArray<RunResult> results) =>
        Database.Writer.WriteAsync(new UsageBatch { SourceId = SourceId, ReceivedAtMs = Records.Noon, Results = results });

    /// <summary>Forgets all usage; dictionaries stay.</summary>
    public async Task ClearAsync()
    {
        string[] tables = ["usage_event", "usage_identity", "usage_evidence", "rollup_seat_day", "rollup_org_day", "rollup_detail", "rollup_session", "run_result", "run_remainder", "run_excess", "touched_seat"];
        await QueryAsync(string.Join("; ", tables.Select(t => "DELETE FROM " + t)));
    }

    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var db = Database.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public async Task<long> NumberAsync(string sql) => long.Parse((await QueryAsync(sql)).Single(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The contents of every usage table, with texts for ids.</summary>
    public async Task<string> ContentsAsync()
    {
        var sums = string.Join(", ", Measures.Select(m => "r." + m));
        string[] queries =
        [
            """
            SELECT 'event', e.identity, e.day, e.seat_id, e.occurred_at_ms, e.source_id, s.text, m.text, c.text, t.text, a.text, e.input_tokens, e.output_tokens, e.cache_write_5m_tokens,
              e.cache_write_1h_tokens, e.cache_read_tokens, e.web_searches, e.pool, e.flags, p.text, e.rated_nano, e.authoritative_nano, e.stated_nano, e.cost_nano, e.list_nano
            FROM usage_event e JOIN model m ON m.id = e.model_id JOIN context c ON c.id = e.context_id LEFT JOIN session s ON s.id = e.session_id
              LEFT JOIN tags t ON t.id = e.tags_id LEFT JOIN actor a ON a.id = e.actor_id LEFT JOIN price_row p ON p.id = e.price_row_id
            """,
            "SELECT 'key', k.key, e.identity FROM usage_identity k LEFT JOIN usage_event e ON e.id = k.event_id",
            "SELECT 'evidence', e.identity, v.component, v.occurred_at_ms, v.fallback_at_ms, v.observations FROM usage_evidence v LEFT JOIN usage_event e ON e.id = v.event_id",
            $"SELECT 'seat', r.seat_id, r.day, r.pool, {sums} FROM rollup_seat_day r",
            $"SELECT 'organisation', r.day, r.pool, {sums} FROM rollup_org_day r",
            $"SELECT 'detail', r.seat_id, r.day, m.text, r.source_id, p.text, {sums} FROM rollup_detail r JOIN model m ON m.id = r.model_id LEFT JOIN project p ON p.id = r.project_id",
            $"SELECT 'session', s.text, m.text, {sums} FROM rollup_session r JOIN model m ON m.id = r.model_id JOIN session s ON s.id = r.session_id",
            "SELECT 'result', s.text, r.at_ms, r.data FROM run_result r JOIN session s ON s.id = r.session_id",
            "SELECT 'excess', s.text, m.text, r.excess_nano, r.excess_tokens FROM run_excess r JOIN session s ON s.id = r.session_id JOIN model m ON m.id = r.model_id",
            "SELECT 'remainder', s.text, r.identity, e.identity FROM run_remainder r JOIN session s ON s.id = r.session_id LEFT JOIN usage_event e ON e.id = r.event_id",
        ];
        var all = new List<string>();
        foreach (var query in queries)
        {
            all.AddRange(await QueryAsync(query));
        }

        return string.Join('\n', all);
    }

    public ValueTask DisposeAsync() => At.DisposeAsync();

    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DBNull => "-",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
