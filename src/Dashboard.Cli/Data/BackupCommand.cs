using Dashboard.Storage;
using Dashboard.Storage.Sqlite;

namespace Dashboard.Cli.Data;

/// <summary><c>dashboard backup</c>.</summary>
public static class BackupCommand
{
    public static readonly Command Definition = new(
        "backup",
        "a verified copy of a database that may be in use",
        $"""
        Usage: dashboard backup FILE [--data WHERE]

        Copies a SQLite database to FILE while it is in use, and reads the copy back. FILE must not exist. A PostgreSQL
        database is backed up with pg_dump.

        {DataOption.Help}

        Exit codes: 0 the copy is whole, 1 it is not, 2 called wrongly.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, [DataOption.Name], []);
        if (given.Positional.Count != 1)
        {
            throw new UsageException("One file name is needed.");
        }

        var options = DataOption.Of(given);
        if (options.File is not { } database)
        {
            throw new UsageException("A PostgreSQL database is backed up with pg_dump.");
        }

        if (!File.Exists(database))
        {
            await error.WriteLineAsync($"There is no database in {options.Directory}.");
            return 1;
        }

        try
        {
            await SqliteBackup.WriteAsync(options, given.Positional[0]);
            await output.WriteLineAsync($"{given.Positional[0]} holds a whole copy.");
            return 0;
        }
        catch (DatabaseException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }
}
