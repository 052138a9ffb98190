using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Storage.Sqlite;

/// <summary>A prepared statement without the parameter objects of ADO.NET, which cost as much as the insert itself.</summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;
    private readonly IntPtr _handle;
    private readonly SqliteCalls _calls = SqliteCalls.Instance;

    /// <summary>The numbers that are bound. They stay bound when the statement is reset, and rows that follow each other share most of theirs.</summary>
    private readonly long[] _bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _db = SqliteLibrary.HandleOf(connection);
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
        _bound = new long[raw.sqlite3_bind_parameter_count(_statement) + 1];
        Array.Fill(_bound, IntTable.Null);
    }

    /// <summary>Binds from the first parameter on.</summary>
    public void Bind(ReadOnlySpan<long> values, int first = 1)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Bind(first + i, values[i]);
        }
    }

    /// <summary>A parameter is always a number or never.</summary>
    public void Bind(int index, long value)
    {
        if (_bound[index] != value)
        {
            Check(value == IntTable.Null ? _calls.BindNull(_handle, index) : _calls.BindLong(_handle, index, value));
            _bound[index] = value;
        }
    }

    public void Bind(int index, ReadOnlySpan<byte> value)
    {
        fixed (byte* first = value)
        {
            Check(_calls.BindBlob(_handle, index, first, value.Length, SqliteCalls.Transient));
        }
    }

    public void Bind(int index, string value) => Check(raw.sqlite3_bind_text(_statement, index, value));

    /// <summary>True while there is a row.</summary>
    public bool Step()
    {
        var code = _calls.Step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            _ = _calls.Reset(_handle);
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

    public void Reset() => _ = _calls.Reset(_handle);

    public long Long(int column) => _calls.ColumnType(_handle, column) == raw.SQLITE_NULL ? IntTable.Null : _calls.ColumnLong(_handle, column);

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
