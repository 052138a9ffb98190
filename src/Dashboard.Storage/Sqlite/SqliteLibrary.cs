using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Dashboard.Storage.Sqlite;

/// <summary>
/// Which SQLite library runs. The pinned binding is older than the one EF Core was built against and brings a library of
/// 2021, so the binding is resolved by hand and the system's library is preferred. Never load SQLite extensions: the older
/// binding lacks the call. README.md says when all of this can be deleted.
/// </summary>
public static class SqliteLibrary
{
    private const int OldestAccepted = 3_035_005;

    private static readonly string[] Bindings = ["SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "SQLitePCLRaw.batteries_v2"];

    /// <summary>The version that runs, as the library itself says: <c>3.40.1</c>.</summary>
    public static string Version => SQLitePCL.raw.sqlite3_libversion().utf8_to_string();

    /// <summary>The system's library; 0 while the packaged one runs.</summary>
    internal static IntPtr Handle { get; private set; }

    /// <summary>True when it is the system's library, false for the packaged fallback.</summary>
    public static bool IsSystemLibrary { get; private set; }

#pragma warning disable CA2255 // The binding must be resolvable before anything touches SQLite, whoever touches it first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return Bindings.Contains(name.Name) && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        if (TryLoadSystemLibrary() is { } library)
        {
            IsSystemLibrary = true;
            Handle = library;
            NativeLibrary.SetDllImportResolver(
                Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"),
                (name, _, _) => name == "e_sqlite3" ? library : IntPtr.Zero);
        }

        SQLitePCL.Batteries_V2.Init();
    }

    /// <summary>
    /// The library's own handle of a connection. The compiler sees two versions of the binding's type and refuses the property;
    /// at run time there is one.
    /// </summary>
    internal static SQLitePCL.sqlite3 HandleOf(Microsoft.Data.Sqlite.SqliteConnection connection) => (SQLitePCL.sqlite3)Handles.Of(connection);

    private static unsafe IntPtr? TryLoadSystemLibrary()
    {
        var name = OperatingSystem.IsLinux() ? "libsqlite3.so.0" : OperatingSystem.IsMacOS() ? "/usr/lib/libsqlite3.dylib" : null;
        if (name is null || !NativeLibrary.TryLoad(name, out var library))
        {
            return null;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var function)
            && ((delegate* unmanaged[Cdecl]<int>)function)() >= OldestAccepted)
        {
            return library;
        }

        NativeLibrary.Free(library);
        return null;
    }

    /// <summary>Apart, because the binding must be resolvable before it can be made.</summary>
    private static class Handles
    {
        public static readonly Func<Microsoft.Data.Sqlite.SqliteConnection, object> Of =
            typeof(Microsoft.Data.Sqlite.SqliteConnection).GetProperty("Handle")!.GetMethod!.CreateDelegate<Func<Microsoft.Data.Sqlite.SqliteConnection, object>>();
    }
}
