using System.Globalization;
using Dashboard.Storage;
using Dashboard.Storage.Backups;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Postgres;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Backs the database up and restores the copy to see that it is one.</summary>
internal sealed class BackupJob(Database database, DataDirectory data, StoredJobSettings settings, IConfiguration configuration, TimeProvider time) : RecurringJob
{
    private const string Prefix = "drawdown-";
    private const string Scratch = "restore-";

    /// <summary>Until it was restored and compared, it is no backup, and does not look like one.</summary>
    private const string Unverified = ".part";

    private readonly string? _pgDump = database.Options.Provider == DatabaseProvider.Postgres ? Find(configuration["Dashboard:PgDump"]) : null;

    public override string Id => "backup";

    public override string Name => "Back up";

    public override string About => database.Options.Provider == DatabaseProvider.Sqlite
        ? "Copies the database while it is in use into the folder backups of the data directory, restores the copy into an empty database, and compares events, cost, decisions and the head of the audit log. A copy that differs is not kept."
        : "Writes the database with pg_dump into the folder backups of this server's data directory, restores it into a database of its own if the server allows that, and compares events, cost, decisions and the head of the audit log.";

    public override string DefaultCron => "30 2 * * *";

    public override string? NotApplicable => database.Options.Provider == DatabaseProvider.Postgres && _pgDump is null
        ? "pg_dump was not found on this server. Install the PostgreSQL client, or name the program in Dashboard:PgDump, and restart; or back the database up where it runs."
        : null;

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = data.SecretFolder("backups");
        ForgetBroken(folder);
        var stamp = DateTimeOffset.FromUnixTimeMilliseconds(run.NowMs).ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var file = Path.Combine(folder.FullName, $"{Prefix}{stamp}.{(_pgDump is null ? "db" : "dump")}");
        var report = _pgDump is null
            ? await VerifiedBackup.WriteAsync(database, file + Unverified, Path.Combine(data.Path, Scratch + stamp), time, cancellationToken)
            : await PostgresBackup.WriteAsync(database.Options, _pgDump, file + Unverified, cancellationToken);
        File.Move(file + Unverified, file);
        var gone = Keep(folder, (await settings.KeepingAsync(cancellationToken)).Backups);
        var megabytes = (report.Bytes / 1_000_000.0).ToString("N1", CultureInfo.InvariantCulture);
        return new JobEffect(
            $"{Path.GetFileName(file)}, {megabytes} MB with {Show.Counted(report.Figures.Events, "event", "events")}: {(report.IsRestored ? "restored and compared" : "its list was read; the server allows no database to restore it into")}; {Show.Counted(gone, "older one", "older ones")} deleted.",
            new JobCounts { RowsRead = report.Figures.Events }) { HasEffect = true };
    }

    /// <summary>Deletes the oldest of its own; what others put there stays.</summary>
    private static int Keep(DirectoryInfo folder, int newest)
    {
        var gone = folder.EnumerateFiles(Prefix + "*").Where(f => f.Extension is ".db" or ".dump").OrderByDescending(f => f.Name, StringComparer.Ordinal).Skip(newest).ToList();
        gone.ForEach(f => f.Delete());
        return gone.Count;
    }

    /// <summary>What a run left that was killed.</summary>
    private void ForgetBroken(DirectoryInfo folder)
    {
        foreach (var part in folder.GetFiles(Prefix + "*" + Unverified))
        {
            part.Delete();
        }

        foreach (var scratch in new DirectoryInfo(data.Path).GetDirectories(Scratch + "*"))
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string? Find(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return File.Exists(configured) ? configured : null;
        }

        var name = OperatingSystem.IsWindows() ? "pg_dump.exe" : "pg_dump";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(d => Path.Combine(d, name)).FirstOrDefault(File.Exists);
    }
}
