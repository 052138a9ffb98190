using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Storage.Sqlite;

/// <summary>A prepared statement without the parameter objects of ADO.NET, which cost as much as the insert itself.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _db = SqliteLibrary.HandleOf(connection);
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    /// <summary>Binds from the first parameter on.</summary>
    public void Bind(ReadOnlySpan<long> values, int first = 1)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Bind(first + i, values[i]);
        }
    }

    public void Bind(int index, long value) =>
        Check(value == IntTable.Null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_int64(_statement, index, value));

    public void Bind(int index, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, index, value));

    public void Bind(int index, string value) => Check(raw.sqlite3_bind_text(_statement, index, value));

    /// <summary>True while there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            Check(code);
        }

        return false;
    }

    /// <summary>Runs a statement that returns nothing, ready for the next values.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Long(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? IntTable.Null : raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite error {code}: {raw.sqlite3_errmsg(_db).utf8_to_string()}", code);
        }
    }
}
