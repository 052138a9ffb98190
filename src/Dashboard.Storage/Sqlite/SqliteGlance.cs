using System.Globalization;
using Dashboard.Storage.Writes;
using SQLitePCL;

namespace Dashboard.Storage.Sqlite;

/// <summary>
/// Asks a file what a scan that finds nothing new must know, by the library's own calls: EF Core and ADO.NET take longer to start than such a scan.
/// </summary>
internal static class SqliteGlance
{
    private const string Waiting = "SELECT (SELECT COUNT(*) FROM audit_head) = 0 OR EXISTS (SELECT 1 FROM touched_seat) AND EXISTS (SELECT 1 FROM decision WHERE kind = 'organisation-created')";

    private const string SeatIsDecided =
        """
        SELECT NOT EXISTS (SELECT 1 FROM seat WHERE email = ?2)
          OR (SELECT seat_id FROM source_seat WHERE source_id = (SELECT id FROM source WHERE name = ?1) ORDER BY from_ms DESC, id DESC LIMIT 1) = (SELECT id FROM seat WHERE email = ?2)
        """;

    private const string PoolIsDecided = "SELECT (SELECT pool FROM source_pool WHERE source_id = (SELECT id FROM source WHERE name = ?1) ORDER BY from_ms DESC, id DESC LIMIT 1) = CAST(?2 AS INTEGER)";

    /// <summary>The marks of a source, none when it is new. Null when the file is of another version, something waits to be done, or anything goes wrong.</summary>
    public static List<FileMark>? Read(string file, string source, string? seat = null, int? pool = null)
    {
        if (!File.Exists(file) || raw.sqlite3_open_v2(file, out var db, raw.SQLITE_OPEN_READWRITE, null) != raw.SQLITE_OK)
        {
            return null;
        }

        using (db)
        {
            raw.sqlite3_busy_timeout(db, 30_000);

            // One read transaction: all answers are of one moment.
            if (raw.sqlite3_exec(db, "BEGIN") != raw.SQLITE_OK || !IsCurrent(db) || Query(db, Waiting, [], s => raw.sqlite3_column_int(s, 0)) is not [0])
            {
                return null;
            }

            if ((seat is not null && !IsTrue(db, SeatIsDecided, source, seat)) || (pool is { } wanted && !IsTrue(db, PoolIsDecided, source, wanted.ToString(CultureInfo.InvariantCulture))))
            {
                return null;
            }

            return Query(
                db,
                "SELECT file_key, inode, size, modified_at_ms, \"offset\", state FROM file_mark WHERE source_id = (SELECT id FROM source WHERE name = ?)",
                [source],
                s => new FileMark(Text(s, 0), raw.sqlite3_column_int64(s, 1), raw.sqlite3_column_int64(s, 2), raw.sqlite3_column_int64(s, 3), raw.sqlite3_column_int64(s, 4), Text(s, 5)));
        }
    }

    private static bool IsCurrent(sqlite3 db) =>
        Query(db, "SELECT MigrationId FROM __EFMigrationsHistory", [], s => Text(s, 0)) is { } applied
        && applied.ToHashSet(StringComparer.Ordinal).SetEquals(SqliteMigrations.Names);

    private static bool IsTrue(sqlite3 db, string sql, params string[] values) => Query(db, sql, values, s => raw.sqlite3_column_int(s, 0)) is [1];

    private static string Text(sqlite3_stmt statement, int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    private static List<T>? Query<T>(sqlite3 db, string sql, string[] values, Func<sqlite3_stmt, T> read)
    {
        if (raw.sqlite3_prepare_v2(db, sql, out var statement) != raw.SQLITE_OK)
        {
            return null;
        }

        using (statement)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (raw.sqlite3_bind_text(statement, i + 1, values[i]) != raw.SQLITE_OK)
                {
                    return null;
                }
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
