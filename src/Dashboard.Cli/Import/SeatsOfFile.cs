using System.Globalization;
using Dashboard.Cli.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Import;

/// <summary><c>dashboard import --seats FILE.csv</c>.</summary>
internal static class SeatsOfFile
{
    /// <summary>Adds the seats of a file: all of them, or nothing when a line is wrong.</summary>
    public static async Task<int> RunAsync(DatabaseOptions options, string file, TextWriter output, TextWriter error)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file '{file}'.");
        }

        await using var database = await Database.OpenAsync(options, TimeProvider.System);
        if (!(await database.Decisions.CurrentAsync()).IsCreated)
        {
            await error.WriteLineAsync("The organisation was not set up yet. Start the server and follow its set-up link, then import seats.");
            return 1;
        }

        var name = Path.GetFileName(file);
        var import = new SeatImport(database, TimeProvider.System);
        var list = await import.ReadAsync(await File.ReadAllTextAsync(file), name, new SeatDefaults());
        foreach (var issue in list.Issues)
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{issue.File}:{issue.Line}: {issue.Reason}"));
        }

        if (list.Issues.Count > 0)
        {
            await error.WriteLineAsync("Nothing was changed.");
            return 1;
        }

        if (await import.SaveAsync(list.Seats, "dashboard import", "seats file") is AppendResult.Refused refused)
        {
            await error.WriteLineAsync($"{refused.Refusals[0].Message} Nothing was changed.");
            return 1;
        }

        await database.Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{list.Seats.Count} seats added"));
        return 0;
    }
}
