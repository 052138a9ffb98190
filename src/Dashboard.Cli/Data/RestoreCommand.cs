using Dashboard.Storage;
using Dashboard.Storage.Sqlite;

namespace Dashboard.Cli.Data;

/// <summary><c>dashboard restore</c>.</summary>
public static class RestoreCommand
{
    public static readonly Command Definition = new(
        "restore",
        "a backup into a data directory",
        $"""
        Usage: dashboard restore FILE [--force] [--data WHERE]

        Verifies a backup and puts it into the data directory. The program must not be running. A PostgreSQL database is
        restored with pg_restore.

          --force           replace the database that is there; it is kept beside as drawdown.db.replaced-…
        {DataOption.Help}

        Exit codes: 0 restored, 1 not, 2 called wrongly.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, [DataOption.Name], ["--force"]);
        if (given.Positional.Count != 1 || !File.Exists(given.Positional[0]))
        {
            throw new UsageException("One backup file is needed.");
        }

        var options = DataOption.Of(given);
        if (options.File is { } there && File.Exists(there) && !given.Has("--force"))
        {
            await error.WriteLineAsync($"There is a database in {options.Directory} already. With --force it is replaced, and kept beside.");
            return 1;
        }

        try
        {
            await SqliteBackup.RestoreAsync(given.Positional[0], options, TimeProvider.System.GetUtcNow());
            await output.WriteLineAsync($"The backup is restored to {options.Directory}.");
            return 0;
        }
        catch (DatabaseException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }
}
