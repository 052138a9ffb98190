using System.Data.Common;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Postgres;

/// <summary>Usage on PostgreSQL: binary COPY, straight in for what is new, through temporary tables for what changes.</summary>
internal sealed class PostgresUsageTables : UsageTables
{
    /// <summary>The advisory lock that makes writers of several nodes take turns.</summary>
    private const long WriterLock = 0x6472_6177_646f_776e;

    private readonly NpgsqlConnection _connection;

    private PostgresUsageTables(NpgsqlConnection connection) => _connection = connection;

    protected override DbConnection Connection => _connection;

    public static async Task<PostgresUsageTables> OpenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return new PostgresUsageTables(connection);
    }

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_connection.FullState.HasFlag(System.Data.ConnectionState.Broken) || _connection.State != System.Data.ConnectionState.Open)
        {
            await _connection.CloseAsync();
            await _connection.OpenAsync(cancellationToken);
        }

        Transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({WriterLock})");
    }

    public override async Task FindKeysAsync(List<IdentityKey> keys, Dictionary<IdentityKey, long> found)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var rows = await QueryAsync(
            "SELECT key, event_id FROM usage_identity WHERE key = ANY(@keys)",
            r => (Key: IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0)), EventId: r.GetInt64(1)),
            ("@keys", keys.Select(k => k.ToBytes()).ToArray()));
        foreach (var (key, eventId) in rows)
        {
            found[key] = eventId;
        }
    }

    public override async Task<List<long[]>> SelectEventsAsync(IReadOnlyList<long> ids) => ids.Count == 0 ? [] : await QueryAsync(
        $"SELECT {string.Join(", ", IntTable.Event.Columns.Select(c => c + "::bigint"))} FROM usage_event WHERE id = ANY(@ids)",
        r =>
        {
            var row = new long[EventColumn.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = r.IsDBNull(i) ? IntTable.Null : r.GetInt64(i);
            }

            return row;
        },
        ("@ids", ids.ToArray()));

    public override async Task<List<Evidence>> SelectEvidenceAsync(IReadOnlyList<long> ids) => ids.Count == 0 ? [] : await QueryAsync(
        "SELECT event_id, component, occurred_at_ms, fallback_at_ms, observations FROM usage_evidence WHERE event_id = ANY(@ids) ORDER BY event_id, component",
        r => new Evidence(r.GetInt64(0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetInt64(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.GetString(4)),
        ("@ids", ids.ToArray()));

    public override Task InsertAsync(IntTable table, IReadOnlyList<long[]> rows) => CopyAsync(table, table.Name, rows, asStored: true);

    public override async Task UpdateAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var stage = await StageAsync(table, rows);
        var sets = string.Join(", ", table.Columns.Skip(table.Keys).Select(c => $"{c} = s.{c}"));
        await ExecuteAsync($"UPDATE {table.Name} t SET {sets} FROM {stage} s WHERE {Where(table, "t", "s")}");
    }

    public override async Task AddAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var stage = await StageAsync(table, rows);
        var columns = string.Join(", ", table.Columns);
        var keys = string.Join(", ", table.Columns.Take(table.Keys));
        await ExecuteAsync($"INSERT INTO {table.Name} ({columns}) SELECT {columns} FROM {stage} ON CONFLICT ({keys}) DO UPDATE SET {table.OnConflict}");
        if (rows.Any(r => r.AsSpan(table.Keys).ContainsAnyInRange(long.MinValue, -1)))
        {
            await ExecuteAsync($"DELETE FROM {table.Name} t USING {stage} s WHERE {Where(table, "t", "s")} AND {IsEmpty(table, "t.")}");
        }
    }

    public override async Task InsertKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys)
    {
        if (keys.Count > 0)
        {
            await CopyKeysAsync("usage_identity", keys);
        }
    }

    public override async Task PointKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        await ExecuteAsync("CREATE TEMP TABLE IF NOT EXISTS stage_identity (key bytea, event_id bigint) ON COMMIT DELETE ROWS; DELETE FROM stage_identity");
        await CopyKeysAsync("stage_identity", keys);
        await ExecuteAsync("UPDATE usage_identity t SET event_id = s.event_id FROM stage_identity s WHERE t.key = s.key");
    }

    public override async Task ReplaceEvidenceAsync(IReadOnlyList<long> eventIds, IReadOnlyList<Evidence> evidence)
    {
        if (eventIds.Count > 0)
        {
            await ExecuteAsync("DELETE FROM usage_evidence WHERE event_id = ANY(@ids)", ("@ids", eventIds.ToArray()));
        }

        if (evidence.Count == 0)
        {
            return;
        }

        await using var writer = await _connection.BeginBinaryImportAsync("COPY usage_evidence (event_id, component, occurred_at_ms, fallback_at_ms, observations) FROM STDIN (FORMAT BINARY)");
        foreach (var row in evidence)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(row.EventId, NpgsqlDbType.Bigint);
            await writer.WriteAsync(row.Component, NpgsqlDbType.Bigint);
            await WriteAsync(writer, row.OccurredAtMs);
            await WriteAsync(writer, row.FallbackAtMs);
            await writer.WriteAsync(row.Observations, NpgsqlDbType.Text);
        }

        await writer.CompleteAsync();
    }

    public override async Task InsertAsync(string table, string[] columns, IReadOnlyList<object?[]> rows, string onConflict = "")
    {
        if (rows.Count == 0)
        {
            return;
        }

        var stage = "stage_" + table;
        var names = string.Join(", ", columns);
        await ExecuteAsync($"CREATE TEMP TABLE IF NOT EXISTS {stage} ON COMMIT DELETE ROWS AS SELECT {names} FROM {table} WITH NO DATA");
        await ExecuteAsync($"DELETE FROM {stage}");
        await using (var writer = await _connection.BeginBinaryImportAsync($"COPY {stage} ({names}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows)
            {
                await writer.StartRowAsync();
                foreach (var value in row)
                {
                    await WriteAsync(writer, value);
                }
            }

            await writer.CompleteAsync();
        }

        await ExecuteAsync($"INSERT INTO {table} ({names}) SELECT {names} FROM {stage} {onConflict}");
    }

    public override async Task ResolveAsync(string table, IReadOnlyCollection<string> texts, Dictionary<string, long> into)
    {
        if (texts.Count == 0)
        {
            return;
        }

        var all = texts.ToArray();
        Array.Sort(all, StringComparer.Ordinal);
        await ExecuteAsync(
            $"INSERT INTO {table} (text) SELECT t FROM unnest(@texts) AS t WHERE NOT EXISTS (SELECT 1 FROM {table} x WHERE x.text = t) ON CONFLICT (text) DO NOTHING",
            ("@texts", all));
        var rows = await QueryAsync($"SELECT text, id::bigint FROM {table} WHERE text = ANY(@texts)", r => (r.GetString(0), r.GetInt64(1)), ("@texts", all));
        foreach (var (text, id) in rows)
        {
            into[text] = id;
        }
    }

    public override async Task TextsAsync(string table, IReadOnlyCollection<long> ids, Dictionary<long, string> into)
    {
        var rows = ids.Count == 0 ? [] : await QueryAsync($"SELECT id::bigint, text FROM {table} WHERE id = ANY(@ids)", r => (r.GetInt64(0), r.GetString(1)), ("@ids", ids.ToArray()));
        foreach (var (id, text) in rows)
        {
            into[id] = text;
        }
    }

    public override async Task DeleteEventsAsync(IReadOnlyList<long> ids)
    {
        if (ids.Count > 0)
        {
            await ExecuteAsync("DELETE FROM usage_event WHERE id = ANY(@ids)", ("@ids", ids.ToArray()));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await DisposeCommandsAsync();
        if (Transaction is not null)
        {
            await Transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private async Task<string> StageAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        var stage = "stage_" + table.Name;
        var columns = string.Join(", ", table.Columns.Select(c => c + " bigint"));
        await ExecuteAsync($"CREATE TEMP TABLE IF NOT EXISTS {stage} ({columns}) ON COMMIT DELETE ROWS; DELETE FROM {stage}");
        await CopyAsync(table, stage, rows, asStored: false);
        return stage;
    }

    private async Task CopyAsync(IntTable table, string into, IReadOnlyList<long[]> rows, bool asStored)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var writer = await _connection.BeginBinaryImportAsync($"COPY {into} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] == IntTable.Null)
                {
                    await writer.WriteNullAsync();
                }
                else if (asStored && !table.IsWide[i])
                {
                    await writer.WriteAsync((int)row[i], NpgsqlDbType.Integer);
                }
                else
                {
                    await writer.WriteAsync(row[i], NpgsqlDbType.Bigint);
                }
            }
        }

        await writer.CompleteAsync();
    }

    private async Task CopyKeysAsync(string into, IReadOnlyList<(IdentityKey Key, long EventId)> keys)
    {
        await using var writer = await _connection.BeginBinaryImportAsync($"COPY {into} (key, event_id) FROM STDIN (FORMAT BINARY)");
        foreach (var (key, eventId) in keys)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(key.ToBytes(), NpgsqlDbType.Bytea);
            await writer.WriteAsync(eventId, NpgsqlDbType.Bigint);
        }

        await writer.CompleteAsync();
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, long? value) =>
        value is { } number ? writer.WriteAsync(number, NpgsqlDbType.Bigint) : writer.WriteNullAsync();

    private static Task WriteAsync(NpgsqlBinaryImporter writer, object? value) => value switch
    {
        null => writer.WriteNullAsync(),
        long number => writer.WriteAsync(number, NpgsqlDbType.Bigint),
        int number => writer.WriteAsync(number, NpgsqlDbType.Integer),
        bool isTrue => writer.WriteAsync(isTrue, NpgsqlDbType.Boolean),
        string text => writer.WriteAsync(text, NpgsqlDbType.Text),
        byte[] bytes => writer.WriteAsync(bytes, NpgsqlDbType.Bytea),
        _ => throw new ArgumentException("No column holds such a value.", nameof(value)),
    };

    private static string Where(IntTable table, string left, string right) =>
        string.Join(" AND ", table.Columns.Take(table.Keys).Select(c => $"{left}.{c} = {right}.{c}"));
}
