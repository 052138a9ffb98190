using System.Reflection;
using System.Runtime.InteropServices;

namespace Dashboard.Storage.Sqlite;

/// <summary>
/// The handful of calls that every event makes dozens of, straight into the library that runs: the binding guards its handle at each
/// of them, which costs more than the call. Those that only store or fetch one value also skip the switch of the thread's mode.
/// </summary>
internal sealed unsafe class SqliteCalls
{
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long, int> BindLong;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, int> BindNull;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, byte*, int, IntPtr, int> BindBlob;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long> ColumnLong;
    public readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, int> ColumnType;
    public readonly delegate* unmanaged[Cdecl]<IntPtr, int> Step;
    public readonly delegate* unmanaged[Cdecl]<IntPtr, int> Reset;
    public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr> DbMutex;
    public readonly delegate* unmanaged[Cdecl]<IntPtr, void> MutexEnter;
    public readonly delegate* unmanaged[Cdecl]<IntPtr, void> MutexLeave;

    /// <summary>Tells the library that what is bound stays where it is until something else is bound.</summary>
    public static readonly IntPtr Static = 0;

    public static readonly SqliteCalls Instance = new();

    private SqliteCalls()
    {
        var library = SqliteLibrary.Handle != 0 ? SqliteLibrary.Handle : NativeLibrary.Load("e_sqlite3", Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), null);
        BindLong = (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long, int>)NativeLibrary.GetExport(library, "sqlite3_bind_int64");
        BindNull = (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, int>)NativeLibrary.GetExport(library, "sqlite3_bind_null");
        BindBlob = (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, byte*, int, IntPtr, int>)NativeLibrary.GetExport(library, "sqlite3_bind_blob");
        ColumnLong = (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, long>)NativeLibrary.GetExport(library, "sqlite3_column_int64");
        ColumnType = (delegate* unmanaged[Cdecl, SuppressGCTransition]<IntPtr, int, int>)NativeLibrary.GetExport(library, "sqlite3_column_type");
        Step = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeLibrary.GetExport(library, "sqlite3_step");
        Reset = (delegate* unmanaged[Cdecl]<IntPtr, int>)NativeLibrary.GetExport(library, "sqlite3_reset");
        DbMutex = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)NativeLibrary.GetExport(library, "sqlite3_db_mutex");
        MutexEnter = (delegate* unmanaged[Cdecl]<IntPtr, void>)NativeLibrary.GetExport(library, "sqlite3_mutex_enter");
        MutexLeave = (delegate* unmanaged[Cdecl]<IntPtr, void>)NativeLibrary.GetExport(library, "sqlite3_mutex_leave");
    }
}
