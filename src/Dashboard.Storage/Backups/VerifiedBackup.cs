using Dashboard.Storage.Sqlite;

namespace Dashboard.Storage.Backups;

/// <summary>Backups that were really restored, into a database of their own, and compared with what was backed up.</summary>
public static class VerifiedBackup
{
    private const int QuietTries = 2;

    /// <summary>Writes a copy of a SQLite database while it is in use, restores it into an empty folder and compares counts, sums and the head of the audit trail.</summary>
    /// <param name="database">The database.</param>
    /// <param name="file">The new file.</param>
    /// <param name="scratch">A folder that does not exist; it is gone afterwards.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops; the file may be there then, unverified, and is deleted.</param>
    /// <exception cref="DatabaseException">It could not be written, or does not hold the same; then it is not kept.</exception>
    public static async Task<BackupReport> WriteAsync(Database database, string file, string scratch, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            var figures = await CopyAsync(database, file, cancellationToken);
            await SqliteBackup.VerifyAsync(file, cancellationToken);
            var target = DatabaseOptions.InDirectory(scratch);
            await SqliteBackup.RestoreAsync(file, target, time.GetUtcNow(), cancellationToken);
            await using (await Database.OpenAsync(target, time, cancellationToken))
            {
                figures.RequireIn(await DatabaseFigures.ReadAsync(target, cancellationToken));
            }

            return new BackupReport(file, new FileInfo(file).Length, figures, IsRestored: true);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    /// <summary>Copies between two looks at the same figures. Where writers never pause, they wait for the copy.</summary>
    private static async Task<DatabaseFigures> CopyAsync(Database database, string file, CancellationToken cancellationToken)
    {
        for (var i = 0; i < QuietTries; i++)
        {
            var before = await DatabaseFigures.ReadAsync(database.Options, cancellationToken);
            await SqliteBackup.CopyAsync(database.Options, file, cancellationToken);
            if (before == await DatabaseFigures.ReadAsync(database.Options, cancellationToken))
            {
                return before;
            }

            File.Delete(file);
        }

        DatabaseFigures? figures = null;
        await database.Writer.RunAloneAsync(
            async _ =>
            {
                figures = await DatabaseFigures.ReadAsync(database.Options, cancellationToken);
                await SqliteBackup.CopyAsync(database.Options, file, cancellationToken);
                return false;
            },
            cancellationToken);
        return figures!;
    }
}
