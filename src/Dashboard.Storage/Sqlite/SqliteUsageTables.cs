using System.Data;
using System.Data.Common;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;

namespace Dashboard.Storage.Sqlite;

/// <summary>Usage on SQLite: prepared statements, one row at a time, nothing between us and the library.</summary>
internal sealed class SqliteUsageTables : UsageTables
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteUsageTables(SqliteConnection connection) => _connection = connection;

    protected override DbConnection Connection => _connection;

    public static async Task<SqliteUsageTables> OpenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        SqlitePragmas.Apply(connection);
        using var writer = connection.CreateCommand();
        writer.CommandText = "PRAGMA wal_autocheckpoint=8000;";
        writer.ExecuteNonQuery();
        return new SqliteUsageTables(connection);
    }

    public override Task BeginAsync(CancellationToken cancellationToken)
    {
        Transaction = _connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        return Task.CompletedTask;
    }

    public override Task FindKeysAsync(List<IdentityKey> keys, Dictionary<IdentityKey, long> found)
    {
        using var hold = new SqliteHold(_connection);
        var find = Statement("SELECT event_id FROM usage_identity WHERE key = ?");
        Span<byte> bytes = stackalloc byte[16];
        foreach (var key in keys)
        {
            key.WriteTo(bytes);
            find.Bind(1, bytes);
            if (find.Step())
            {
                found[key] = find.Long(0);
            }

            find.Reset();
        }

        return Task.CompletedTask;
    }

    public override Task<List<long[]>> SelectEventsAsync(IReadOnlyList<long> ids)
    {
        var rows = new List<long[]>(ids.Count);
        var select = Statement($"SELECT {string.Join(", ", IntTable.Event.Columns)} FROM usage_event WHERE id = ?");
        foreach (var id in ids)
        {
            select.Bind(1, id);
            if (select.Step())
            {
                var row = new long[EventColumn.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = select.Long(i);
                }

                rows.Add(row);
            }

            select.Reset();
        }

        return Task.FromResult(rows);
    }

    public override Task<List<Evidence>> SelectEvidenceAsync(IReadOnlyList<long> ids)
    {
        var rows = new List<Evidence>();
        var select = Statement("SELECT component, occurred_at_ms, fallback_at_ms, observations FROM usage_evidence WHERE event_id = ? ORDER BY component");
        foreach (var id in ids)
        {
            select.Bind(1, id);
            while (select.Step())
            {
                rows.Add(new Evidence(id, select.Long(0), OrNull(select.Long(1)), OrNull(select.Long(2)), select.Text(3)));
            }

            select.Reset();
        }

        return Task.FromResult(rows);
    }

    public override Task InsertAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        using var hold = new SqliteHold(_connection);
        var insert = Statement($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({Marks(table.Columns.Length)})");
        foreach (var row in rows)
        {
            insert.Bind(row);
            insert.Run();
        }

        return Task.CompletedTask;
    }

    public override Task UpdateAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        using var hold = new SqliteHold(_connection);
        var sets = string.Join(", ", table.Columns.Skip(table.Keys).Select(c => c + " = ?"));
        var update = Statement($"UPDATE {table.Name} SET {sets} WHERE {Where(table)}");
        foreach (var row in rows)
        {
            update.Bind(row.AsSpan(table.Keys));
            update.Bind(row.AsSpan(0, table.Keys), row.Length - table.Keys + 1);
            update.Run();
        }

        return Task.CompletedTask;
    }

    public override Task AddAsync(IntTable table, IReadOnlyList<long[]> rows)
    {
        using var hold = new SqliteHold(_connection);
        var keys = string.Join(", ", table.Columns.Take(table.Keys));
        var add = Statement($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({Marks(table.Columns.Length)}) ON CONFLICT ({keys}) DO UPDATE SET {table.OnConflict}");
        var drop = Statement($"DELETE FROM {table.Name} WHERE {Where(table)} AND {IsEmpty(table, "")}");
        foreach (var row in rows)
        {
            add.Bind(row);
            add.Run();
            if (row.AsSpan(table.Keys).ContainsAnyInRange(long.MinValue, -1))
            {
                drop.Bind(row.AsSpan(0, table.Keys));
                drop.Run();
            }
        }

        return Task.CompletedTask;
    }

    public override Task InsertKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys) =>
        WriteKeys("INSERT INTO usage_identity (event_id, key) VALUES (?, ?)", keys);

    public override Task PointKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys) =>
        WriteKeys("UPDATE usage_identity SET event_id = ? WHERE key = ?", keys);

    public override Task ReplaceEvidenceAsync(IReadOnlyList<long> eventIds, IReadOnlyList<Evidence> evidence)
    {
        var delete = Statement("DELETE FROM usage_evidence WHERE event_id = ?");
        foreach (var id in eventIds)
        {
            delete.Bind(1, id);
            delete.Run();
        }

        var insert = Statement("INSERT INTO usage_evidence (event_id, component, occurred_at_ms, fallback_at_ms, observations) VALUES (?, ?, ?, ?, ?)");
        foreach (var row in evidence)
        {
            insert.Bind([row.EventId, row.Component, row.OccurredAtMs ?? IntTable.Null, row.FallbackAtMs ?? IntTable.Null]);
            insert.Bind(5, row.Observations);
            insert.Run();
        }

        return Task.CompletedTask;
    }

    public override Task InsertAsync(string table, string[] columns, IReadOnlyList<object?[]> rows, string onConflict = "")
    {
        using var hold = new SqliteHold(_connection);
        var insert = Statement($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({Marks(columns.Length)}) {onConflict}");
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Bind(i + 1, row[i]);
            }

            insert.Run();
        }

        return Task.CompletedTask;
    }

    public override Task ResolveAsync(string table, IReadOnlyCollection<string> texts, Dictionary<string, long> into)
    {
        var find = Statement($"SELECT id FROM {table} WHERE text = ?");
        var add = Statement($"INSERT INTO {table} (text) VALUES (?) RETURNING id");
        foreach (var text in texts)
        {
            find.Bind(1, text);
            var known = find.Step() ? find.Long(0) : IntTable.Null;
            find.Reset();
            if (known == IntTable.Null)
            {
                add.Bind(1, text);
                add.Step();
                known = add.Long(0);
                add.Reset();
            }

            into[text] = known;
        }

        return Task.CompletedTask;
    }

    public override Task TextsAsync(string table, IReadOnlyCollection<long> ids, Dictionary<long, string> into)
    {
        var find = Statement($"SELECT text FROM {table} WHERE id = ?");
        foreach (var id in ids)
        {
            find.Bind(1, id);
            if (find.Step())
            {
                into[id] = find.Text(0);
            }

            find.Reset();
        }

        return Task.CompletedTask;
    }

    public override Task DeleteEventsAsync(IReadOnlyList<long> ids)
    {
        var delete = Statement("DELETE FROM usage_event WHERE id = ?");
        foreach (var id in ids)
        {
            delete.Bind(1, id);
            delete.Run();
        }

        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        await DisposeCommandsAsync();
        if (Transaction is not null)
        {
            await Transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private Task WriteKeys(string sql, IReadOnlyList<(IdentityKey Key, long EventId)> keys)
    {
        using var hold = new SqliteHold(_connection);
        var write = Statement(sql);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var (key, eventId) in keys)
        {
            key.WriteTo(bytes);
            write.Bind(1, eventId);
            write.Bind(2, bytes);
            write.Run();
        }

        return Task.CompletedTask;
    }

    private static long? OrNull(long value) => value == IntTable.Null ? null : value;

    private static string Where(IntTable table) => string.Join(" AND ", table.Columns.Take(table.Keys).Select(c => c + " = ?"));

    private static string Marks(int count) => string.Join(", ", Enumerable.Repeat("?", count));

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(_connection, sql));
        }

        return statement;
    }
}
