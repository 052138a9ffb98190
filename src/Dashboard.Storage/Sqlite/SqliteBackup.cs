using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Storage.Sqlite;

/// <summary>Whole copies of a SQLite database that were read back before anyone relies on them.</summary>
public static class SqliteBackup
{
    /// <summary>Writes a consistent copy while the database is in use, then verifies the copy. The target must not exist.</summary>
    /// <exception cref="DatabaseException">The target exists, or the copy is not whole.</exception>
    public static async Task WriteAsync(DatabaseOptions options, string targetFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await CopyAsync(options, targetFile, cancellationToken);
        await VerifyAsync(targetFile, cancellationToken);
    }

    /// <summary>Writes a consistent copy while the database is in use. Nobody may rely on it before it was verified.</summary>
    internal static async Task CopyAsync(DatabaseOptions options, string targetFile, CancellationToken cancellationToken)
    {
        if (File.Exists(targetFile))
        {
            throw new DatabaseException($"{targetFile} exists already; choose another name.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(targetFile))!);
        await using (var connection = new SqliteConnection(options.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            SqlitePragmas.Apply(connection);
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", targetFile);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Puts a backup in the place of the database of a data directory. The database that is there is kept beside it as
    /// <c>drawdown.db.replaced-…</c>. The program must not be running.
    /// </summary>
    /// <exception cref="DatabaseException">The backup is not whole, or the database is in use.</exception>
    public static async Task RestoreAsync(string backupFile, DatabaseOptions options, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.File is not { } file)
        {
            throw new DatabaseException("A PostgreSQL database is restored with pg_restore.");
        }

        await VerifyAsync(backupFile, cancellationToken);
        Directory.CreateDirectory(options.Directory!);
        if (File.Exists(file))
        {
            await CheckpointAloneAsync(options, cancellationToken);
            File.Move(file, $"{file}.replaced-{now.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}");
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
        }

        var part = file + ".part";
        File.Copy(backupFile, part, overwrite: true);
        File.Move(part, file);
    }

    /// <summary>Reads a whole file back: pages, foreign keys, and that it is one of ours.</summary>
    /// <exception cref="DatabaseException">It is not whole; the message says what is wrong.</exception>
    public static async Task VerifyAsync(string file, CancellationToken cancellationToken = default)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            await using var connection = new SqliteConnection(builder.ToString());
            await connection.OpenAsync(cancellationToken);
            if (await FirstAsync(connection, "PRAGMA integrity_check", cancellationToken) is not "ok")
            {
                throw new DatabaseException($"{file} is damaged.");
            }

            if (await FirstAsync(connection, "PRAGMA foreign_key_check", cancellationToken) is not null)
            {
                throw new DatabaseException($"{file} has rows that point to nothing.");
            }

            if (await FirstAsync(connection, "SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\"", cancellationToken) is not string)
            {
                throw new DatabaseException($"{file} is not a database of this program.");
            }
        }
        catch (SqliteException e)
        {
            throw new DatabaseException($"{file} cannot be read as a database of this program: {e.Message}", e);
        }
    }

    private static async Task CheckpointAloneAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(options.ConnectionString);
        SqliteConnection.ClearPool(connection);
        await connection.OpenAsync(cancellationToken);
        try
        {
            await FirstAsync(connection, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);", cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new DatabaseException("The database is in use; stop the program first.", e);
        }
        finally
        {
            await connection.CloseAsync();
            SqliteConnection.ClearPool(connection);
        }
    }

    private static async Task<object?> FirstAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }
}
