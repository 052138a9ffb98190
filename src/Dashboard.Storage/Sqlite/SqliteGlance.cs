using Dashboard.Storage.Writes;
using SQLitePCL;

namespace Dashboard.Storage.Sqlite;

/// <summary>
/// Asks a file what a scan that finds nothing new must know, by the library's own calls: EF Core and ADO.NET take longer to start than such a scan.
/// </summary>
internal static class SqliteGlance
{
    private const string Waiting = "SELECT (SELECT COUNT(*) FROM audit_head) = 0 OR EXISTS (SELECT 1 FROM touched_seat) AND EXISTS (SELECT 1 FROM decision WHERE kind = 'organisation-created')";

    /// <summary>The marks of a source, none when it is new. Null when the file is of another version, something waits to be done, or anything goes wrong.</summary>
    public static List<FileMark>? Read(string file, string source)
    {
        if (!File.Exists(file) || raw.sqlite3_open_v2(file, out var db, raw.SQLITE_OPEN_READWRITE, null) != raw.SQLITE_OK)
        {
            return null;
        }

        using (db)
        {
            raw.sqlite3_busy_timeout(db, 30_000);

            // One read transaction: all answers are of one moment.
            if (raw.sqlite3_exec(db, "BEGIN") != raw.SQLITE_OK || !IsCurrent(db) || Query(db, Waiting, null, s => raw.sqlite3_column_int(s, 0)) is not [0])
            {
                return null;
            }

            return Query(
                db,
                "SELECT file_key, inode, size, modified_at_ms, \"offset\", state FROM file_mark WHERE source_id = (SELECT id FROM source WHERE name = ?)",
                source,
                s => new FileMark(Text(s, 0), raw.sqlite3_column_int64(s, 1), raw.sqlite3_column_int64(s, 2), raw.sqlite3_column_int64(s, 3), raw.sqlite3_column_int64(s, 4), Text(s, 5)));
        }
    }

    private static bool IsCurrent(sqlite3 db) =>
        Query(db, "SELECT MigrationId FROM __EFMigrationsHistory", null, s => Text(s, 0)) is { } applied
        && applied.ToHashSet(StringComparer.Ordinal).SetEquals(SqliteMigrations.Names);

    private static string Text(sqlite3_stmt statement, int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    private static List<T>? Query<T>(sqlite3 db, string sql, string? value, Func<sqlite3_stmt, T> read)
    {
        if (raw.sqlite3_prepare_v2(db, sql, out var statement) != raw.SQLITE_OK)
        {
            return null;
        }

        using (statement)
        {
            if (value is not null && raw.sqlite3_bind_text(statement, 1, value) != raw.SQLITE_OK)
            {
                return null;
            }

            var rows = new List<T>();
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add(read(statement));
            }

            return code == raw.SQLITE_DONE ? rows : null;
        }
    }
}
