using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Microsoft.Data.Sqlite;

namespace Dashboard.Benchmarks.Storage;

/// <summary>The peer of the store path: prepared inserts of the same event rows and identity keys into the same tables, and nothing else. It looks nothing up, rates nothing and adds nothing up.</summary>
internal sealed class RawInserts : IDisposable
{
    private const int Columns = 26;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _key;
    private long _id;

    public RawInserts(Database database)
    {
        _connection = new SqliteConnection(database.Options.ConnectionString);
        _connection.Open();
        using var pragmas = _connection.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;";
        pragmas.ExecuteNonQuery();
        _event = Prepare($"INSERT INTO usage_event (id, day, seat_id, occurred_at_ms, source_id, batch_id, session_id, model_id, context_id, tags_id, actor_id, input_tokens, output_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches, pool, flags, price_row_id, rated_nano, authoritative_nano, stated_nano, cost_nano, list_nano, identity) VALUES ({string.Join(", ", Enumerable.Range(0, Columns).Select(i => "$" + i))})", Columns);
        _key = Prepare("INSERT INTO usage_identity (key, event_id) VALUES ($0, $1) ON CONFLICT DO NOTHING", 2);
    }

    /// <summary>One transaction.</summary>
    public void Write(IEnumerable<UsageRecord[]> chunks)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _event.Transaction = transaction;
        _key.Transaction = transaction;
        foreach (var record in chunks.SelectMany(c => c))
        {
            Write(record);
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _event.Dispose();
        _key.Dispose();
        _connection.Dispose();
    }

    private void Write(UsageRecord r)
    {
        var at = r.OccurredAtMs!.Value;
        var primary = UsageIdentity.PrimaryOf(r);
        object[] values =
        [
            ++_id, at / 86_400_000, (_id / 500 % 200) + 1, at, (_id / 500 % 200) + 1, _id / 500, _id / 25, (_id % 4) + 1, (_id % 40) + 1, DBNull.Value, DBNull.Value,
            r.Tokens.Input, r.Tokens.Output, r.Tokens.CacheWrite5m, r.Tokens.CacheWrite1h, r.Tokens.CacheRead, 0L, 2L, 131L, 1L, DBNull.Value, DBNull.Value, DBNull.Value,
            r.Tokens.Sum * 1_000, DBNull.Value, (long)((((ulong)primary.High << 32) | (primary.Low >> 32)) >> 1),
        ];
        for (var i = 0; i < Columns; i++)
        {
            _event.Parameters[i].Value = values[i];
        }

        _event.ExecuteNonQuery();
        var day = IdentityKey.DayOf(at);
        WriteKey(IdentityKey.Of(day, primary));
        WriteKey(IdentityKey.Of(day, UsageIdentity.RequestLinkOf(r)!.Value));
    }

    private void WriteKey(IdentityKey key)
    {
        var bytes = new byte[16];
        key.WriteTo(bytes);
        _key.Parameters[0].Value = bytes;
        _key.Parameters[1].Value = _id;
        _key.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter("$" + i, null));
        }

        return command;
    }
}
