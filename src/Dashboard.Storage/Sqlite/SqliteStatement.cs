using System.Runtime.InteropServices;
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

    /// <summary>The one key that a statement binds at most: the library reads it where it stands, and need not ask for memory for each.</summary>
    private readonly byte* _blob = (byte*)NativeMemory.AllocZeroed(BlobBytes);

    private const int BlobBytes = 16;

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
        if (value.Length > BlobBytes)
        {
            throw new ArgumentException("Only keys are bound as bytes.", nameof(value));
        }

        value.CopyTo(new Span<byte>(_blob, BlobBytes));
        Check(_calls.BindBlob(_handle, index, _blob, value.Length, SqliteCalls.Static));
    }

    /// <summary>Binds what a column of any kind holds; null too.</summary>
    public void Bind(int index, object? value)
    {
        switch (value)
        {
            case null:
                Check(_calls.BindNull(_handle, index));
                _bound[index] = IntTable.Null;
                break;
            case long number:
                Bind(index, number);
                break;
            case int number:
                Bind(index, (long)number);
                break;
            case bool isTrue:
                Bind(index, isTrue ? 1L : 0L);
                break;
            case string text:
                Bind(index, text);
                break;
            case byte[] bytes:
                Check(raw.sqlite3_bind_blob(_statement, index, bytes));
                break;
            default:
                throw new ArgumentException("No column holds such a value.", nameof(value));
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

    public void Dispose()
    {
        _statement.Dispose();
        NativeMemory.Free(_blob);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite error {code}: {raw.sqlite3_errmsg(_db).utf8_to_string()}", code);
        }
    }
}
