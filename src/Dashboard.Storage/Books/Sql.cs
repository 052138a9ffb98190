using System.Data;
using System.Data.Common;
using Dashboard.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dashboard.Storage.Books;

/// <summary>One connection for plain SQL that both databases understand.</summary>
internal sealed class Sql : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private readonly bool _isOwner;
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    private Sql(DbConnection connection, bool isOwner = true)
    {
        _connection = connection;
        _isOwner = isOwner;
    }

    /// <summary>The open transaction, if any.</summary>
    public DbTransaction? Transaction { get; private set; }

    public bool IsPostgres => _connection is NpgsqlConnection;

    public static async Task<Sql> OpenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        if (options.Provider == DatabaseProvider.Postgres)
        {
            var postgres = new NpgsqlConnection(options.ConnectionString);
            await postgres.OpenAsync(cancellationToken);
            return new Sql(postgres);
        }

        return await OpenSqliteAsync(options.ConnectionString, cancellationToken);
    }

    /// <summary>The database of the scheduler and of the history of jobs.</summary>
    public static Task<Sql> OpenJobsAsync(DatabaseOptions options, CancellationToken cancellationToken) =>
        options.Provider == DatabaseProvider.Postgres ? OpenAsync(options, cancellationToken) : OpenSqliteAsync(options.JobsConnectionString, cancellationToken);

    /// <summary>Within a transaction that somebody else ends.</summary>
    public static Sql Within(DbConnection connection, DbTransaction? transaction) => new(connection, isOwner: false) { Transaction = transaction };

    /// <summary>Several reads of one instant.</summary>
    public async Task BeginReadAsync(CancellationToken cancellationToken) => Transaction = IsPostgres
        ? await _connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken)
        : ((SqliteConnection)_connection).BeginTransaction(IsolationLevel.Serializable, deferred: true);

    /// <summary>Waits for other writers where the database has only one, and starts.</summary>
    public async Task BeginWriteAsync(CancellationToken cancellationToken) => Transaction = IsPostgres
        ? await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken)
        : ((SqliteConnection)_connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    public async Task CommitAsync() => await Transaction!.CommitAsync(CancellationToken.None);

    /// <summary>Commits, and goes on without a transaction.</summary>
    public async Task EndWriteAsync()
    {
        await CommitAsync();
        await Transaction!.DisposeAsync();
        Transaction = null;
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : default;
    }

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Inserts rows whose cells have exactly the columns' types.</summary>
    public async Task InsertAsync(string table, string columns, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (_connection is NpgsqlConnection postgres)
        {
            await CopyAsync(postgres, table, columns, rows);
            return;
        }

        var marks = string.Join(", ", Enumerable.Range(0, rows[0].Length).Select(i => "@p" + i));
        var command = Command($"INSERT INTO {table} ({columns}) VALUES ({marks})", [.. rows[0].Select((v, i) => ("@p" + i, v))]);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        if (!_isOwner)
        {
            return;
        }

        if (Transaction is not null)
        {
            await Transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private static async Task<Sql> OpenSqliteAsync(string connectionString, CancellationToken cancellationToken)
    {
        var sqlite = new SqliteConnection(connectionString);
        await sqlite.OpenAsync(cancellationToken);
        SqlitePragmas.Apply(sqlite);
        return new Sql(sqlite);
    }

    private static async Task CopyAsync(NpgsqlConnection postgres, string table, string columns, IReadOnlyList<object?[]> rows)
    {
        await using var writer = await postgres.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var cell in row)
            {
                await (cell is null ? writer.WriteNullAsync() : writer.WriteAsync(cell));
            }
        }

        await writer.CompleteAsync();
    }

    /// <summary>A statement is compiled once for as long as this lives: deriving 10,000 accounts repeats a dozen of them.</summary>
    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        if (_prepared.TryGetValue(sql, out var known))
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                known.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
            }

            known.Transaction = Transaction;
            return known;
        }

        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        _prepared.Add(sql, command);
        return command;
    }
}
