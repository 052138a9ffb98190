using Microsoft.Data.Sqlite;

namespace Dashboard.Storage.Sqlite;

/// <summary>
/// Holds a connection's mutex, which the library takes and gives back in each of its calls: to take what one has already costs a third
/// of it. For one thread, without an await inside.
/// </summary>
internal readonly unsafe ref struct SqliteHold : IDisposable
{
    private readonly IntPtr _mutex;

    public SqliteHold(SqliteConnection connection)
    {
        _mutex = SqliteCalls.Instance.DbMutex(SqliteLibrary.HandleOf(connection).DangerousGetHandle());
        SqliteCalls.Instance.MutexEnter(_mutex);
    }

    public void Dispose() => SqliteCalls.Instance.MutexLeave(_mutex);
}
