using Dashboard.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Brings a database to the version of this program.</summary>
internal static class Migrator
{
    /// <summary>Applies what is missing. The file of the backup written first, or null when none was needed.</summary>
    public static async Task<string?> MigrateAsync(DatabaseOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.Provider == DatabaseProvider.Postgres)
        {
            await ApplyAsync(options, cancellationToken);
            return null;
        }

        CreateDirectory(options.Directory!);
        using var alone = await LockAsync(options.Directory!, cancellationToken);
        if (await IsCurrentAsync(options, cancellationToken))
        {
            return null;
        }

        var backup = await BackUpAsync(options, now, cancellationToken);
        await ApplyAsync(options, cancellationToken);
        return backup;
    }

    /// <summary>True when every migration of this program is applied and no other. Asks without EF Core, whose model costs a short command more than its own work.</summary>
    private static async Task<bool> IsCurrentAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.File))
        {
            return false;
        }

        await using var connection = new SqliteConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        SqlitePragmas.Apply(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
        {
            return false;
        }

        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied.SetEquals(SqliteMigrations.Names);
    }

    private static async Task ApplyAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var context = options.CreateContext();
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (options.Provider == DatabaseProvider.Sqlite && !known.SetEquals(SqliteMigrations.Names))
        {
            throw new InvalidOperationException("A migration of SQLite does not bear the name of its file.");
        }

        if (await context.Database.CanConnectAsync(cancellationToken))
        {
            var newer = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Where(m => !known.Contains(m)).ToList();
            if (newer.Count > 0)
            {
                throw new DatabaseException($"The database was written by a newer version of this program ({newer[^1]}). Start that version, or restore a backup of before the upgrade.");
            }

            if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return;
            }
        }

        if (options.Provider == DatabaseProvider.Sqlite)
        {
            // A process killed while it migrated leaves EF Core's lock row behind, and every later start would wait for it. We hold the directory.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<string?> BackUpAsync(DatabaseOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.File))
        {
            return null;
        }

        await using var context = options.CreateContext();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0 || pending.Count == 0)
        {
            return null;
        }

        var file = Path.Combine(options.Directory!, "backups", $"before-{pending[^1]}-{now:yyyyMMdd'T'HHmmss'Z'}.db");
        await SqliteBackup.WriteAsync(options, file, cancellationToken);
        return file;
    }

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Two processes that start together must not both migrate. The lock ends with the process, however it ends.</summary>
    private static async Task<FileStream> LockAsync(string directory, CancellationToken cancellationToken)
    {
        const int Attempts = 300;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(directory, "drawdown.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatabaseException($"The data directory {directory} cannot be used: {e.Message}", e);
            }
        }
    }
}
