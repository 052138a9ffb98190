using System.Data.Common;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Writes;

/// <summary>
/// The tables of usage inside one write transaction, as bulk operations that each database does in its own fastest way.
/// Small statements that both understand go through <see cref="ExecuteAsync"/> and <see cref="QueryAsync{T}"/>.
/// </summary>
internal abstract class UsageTables : IAsyncDisposable
{
    private const int MostCommands = 64;

    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    protected abstract DbConnection Connection { get; }

    protected DbTransaction? Transaction { get; set; }

    /// <summary>Waits for every other writer and starts.</summary>
    public abstract Task BeginAsync(CancellationToken cancellationToken);

    public async Task CommitAsync()
    {
        await Transaction!.CommitAsync(CancellationToken.None);
        await EndAsync();
    }

    public async Task RollbackAsync()
    {
        try
        {
            await Transaction!.RollbackAsync(CancellationToken.None);
        }
        finally
        {
            await EndAsync();
        }
    }

    public abstract Task FindKeysAsync(List<IdentityKey> keys, Dictionary<IdentityKey, long> found);

    public abstract Task<List<long[]>> SelectEventsAsync(IReadOnlyList<long> ids);

    public abstract Task<List<Evidence>> SelectEvidenceAsync(IReadOnlyList<long> ids);

    public abstract Task InsertAsync(IntTable table, IReadOnlyList<long[]> rows);

    /// <summary>Sets every other column of the rows with these keys.</summary>
    public abstract Task UpdateAsync(IntTable table, IReadOnlyList<long[]> rows);

    /// <summary>Adds measures to the rows with these keys, creating those that are missing, and drops rows that count no event any more.</summary>
    public abstract Task AddAsync(IntTable table, IReadOnlyList<long[]> rows);

    public abstract Task InsertKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys);

    public abstract Task PointKeysAsync(IReadOnlyList<(IdentityKey Key, long EventId)> keys);

    /// <summary>Replaces all evidence of these events.</summary>
    public abstract Task ReplaceEvidenceAsync(IReadOnlyList<long> eventIds, IReadOnlyList<Evidence> evidence);

    /// <summary>Inserts rows whose columns are of any kind: long, int, bool, string, byte[] or null.</summary>
    public abstract Task InsertAsync(string table, string[] columns, IReadOnlyList<object?[]> rows, string onConflict = "");

    /// <summary>The ids of these texts in a dictionary table, added where missing.</summary>
    public abstract Task ResolveAsync(string table, IReadOnlyCollection<string> texts, Dictionary<string, long> into);

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        return await Command(sql, parameters).ExecuteNonQueryAsync();
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        await using var reader = await Command(sql, parameters).ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>A block of numbers that nobody else gets: the first of <paramref name="count"/>.</summary>
    public async Task<long> TakeAsync(string counter, long count)
    {
        var after = await QueryAsync(
            "INSERT INTO counter (name, value) VALUES (@name, @count) ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value",
            r => r.GetInt64(0),
            ("@name", counter),
            ("@count", count));
        return after[0] - count + 1;
    }

    /// <summary>The texts of these ids of a dictionary table.</summary>
    public abstract Task TextsAsync(string table, IReadOnlyCollection<long> ids, Dictionary<long, string> into);

    public abstract Task DeleteEventsAsync(IReadOnlyList<long> ids);

    /// <summary>The same transaction for plain SQL elsewhere.</summary>
    public Sql AsSql() => Sql.Within(Connection, Transaction);

    public abstract ValueTask DisposeAsync();

    protected static string IsEmpty(IntTable table, string alias) =>
        string.Join(" AND ", table.Columns.Skip(table.Keys).Select(c => $"{alias}{c} = 0"));

    protected async Task DisposeCommandsAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync();
        }

        _commands.Clear();
    }

    private async Task EndAsync()
    {
        await Transaction!.DisposeAsync();
        Transaction = null;
        if (_commands.Count > MostCommands)
        {
            await DisposeCommandsAsync();
        }
    }

    /// <summary>A statement is compiled once: each file of an import repeats the same few.</summary>
    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        if (_commands.TryGetValue(sql, out var known))
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                known.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
            }

            known.Transaction = Transaction;
            return known;
        }

        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        _commands.Add(sql, command);
        return command;
    }
}
