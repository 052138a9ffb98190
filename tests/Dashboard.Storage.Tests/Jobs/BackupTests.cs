using Dashboard.Storage.Backups;
using Dashboard.Storage.Postgres;
using Dashboard.Storage.Sqlite;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Jobs;

/// <summary>A backup counts when it was restored and holds the same.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_copy_of_a_database_in_use_is_restored_and_compared()
    {
        await using var test = await UsageTest.CreateAsync(DatabaseProvider.Sqlite);
        await test.WriteAsync(Many(200));
        var folder = Path.Combine(test.At.Options.Directory!, "backups");
        var scratch = Path.Combine(test.At.Options.Directory!, "scratch");

        var report = await VerifiedBackup.WriteAsync(test.Database, Path.Combine(folder, "a.db"), scratch, test.At.Time);

        Assert.Equal((200, true), (report.Figures.Events, report.IsRestored));
        Assert.True(report.Figures is { CostNano: > 0, Tokens: > 0, Identities: >= 200, Decisions: > 0, AuditSequence: > 0 });
        Assert.Equal(new FileInfo(report.File).Length, report.Bytes);
        Assert.False(Directory.Exists(scratch));
        var restored = DatabaseOptions.InDirectory(Path.Combine(test.At.Options.Directory!, "again"));
        await SqliteBackup.RestoreAsync(report.File, restored, test.At.Time.GetUtcNow());
        Assert.Equal(report.Figures, await DatabaseFigures.ReadAsync(restored));
    }

    [Fact]
    public async Task A_database_that_is_written_to_all_the_time_is_backed_up_too_and_figures_are_those_of_the_copy()
    {
        await using var test = await UsageTest.CreateAsync(DatabaseProvider.Sqlite);
        using var stop = new CancellationTokenSource();
        var writes = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await test.WriteAsync(Many(5, seed: 1_000 + i));
            }
        });

        var report = await VerifiedBackup.WriteAsync(test.Database, Path.Combine(test.At.Options.Directory!, "backups", "a.db"), Path.Combine(test.At.Options.Directory!, "scratch"), test.At.Time);
        await stop.CancelAsync();
        await writes;

        Assert.True(report.IsRestored);
    }

    [Fact]
    public async Task A_copy_that_holds_less_is_refused_and_not_kept()
    {
        await using var test = await UsageTest.CreateAsync(DatabaseProvider.Sqlite);
        await test.WriteAsync(Many(20));
        var whole = await DatabaseFigures.ReadAsync(test.At.Options);

        var refused = Assert.Throws<DatabaseException>(() => whole.RequireIn(whole with { Events = 19 }));

        Assert.Contains("not kept", refused.Message, StringComparison.Ordinal);
        var file = Path.Combine(test.At.Options.Directory!, "taken.db");
        await File.WriteAllTextAsync(file, "not a database");
        await Assert.ThrowsAsync<DatabaseException>(() => SqliteBackup.VerifyAsync(file));
    }

    [Fact]
    public async Task PostgreSQL_is_dumped_of_one_instant_restored_and_compared()
    {
        await using var test = await UsageTest.CreateAsync(DatabaseProvider.Postgres);
        await test.WriteAsync(Many(200));
        var folder = Directory.CreateTempSubdirectory("drawdown-dump-");

        var report = await PostgresBackup.WriteAsync(test.At.Options, PgDump(), Path.Combine(folder.FullName, "a.dump"));

        Assert.Equal((200, true), (report.Figures.Events, report.IsRestored));
        Assert.Equal(await DatabaseFigures.ReadAsync(test.At.Options), report.Figures);
        var refused = await Assert.ThrowsAsync<DatabaseException>(() => PostgresBackup.WriteAsync(test.At.Options, "/bin/false", Path.Combine(folder.FullName, "b.dump")));
        Assert.Contains("ended with 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["a.dump"], folder.EnumerateFiles().Select(f => f.Name));
        folder.Delete(recursive: true);
    }

    private static string PgDump() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(d => Path.Combine(d, "pg_dump")).First(File.Exists);
}
