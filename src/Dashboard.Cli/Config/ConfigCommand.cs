using Dashboard.Storage;
using Dashboard.Storage.Audit;

namespace Dashboard.Cli.Config;

/// <summary><c>dashboard config</c>: the organisation as a configuration.</summary>
public static class ConfigCommand
{
    public static readonly Command Definition = new(
        "config",
        "what was decided, as a configuration",
        $"""
        Usage: dashboard config [--out FILE] [--data WHERE]

        Prints what was decided as JSON: organisation, teams, cost centres, seats with their dated histories, claims and
        overage, allowances, fees, prices and rules of your own, and roles. `dashboard apply` reads the same form. The same
        decisions give the same text, so it can be kept under version control. docs/config.md explains every key.

          --out FILE        into a file instead of standard output
        {DataOption.Help}

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--out", DataOption.Name], []);
        given.NoPositional();
        var options = DataOption.Of(given);
        if (options.File is { } there && !File.Exists(there))
        {
            await error.WriteLineAsync($"There is no database in {options.Directory}.");
            return 1;
        }

        try
        {
            await using var database = await Database.OpenAsync(options, TimeProvider.System);
            var organisation = await database.Decisions.CurrentAsync();
            if (!organisation.IsCreated)
            {
                await error.WriteLineAsync("The organisation was not set up yet.");
                return 1;
            }

            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await database.Audit.AppendAsync(AuditEvent.OfExport("dashboard config", "config", organisation.Seats.Count), now);
            var text = ConfigWriter.Write(organisation, now);
            if (given.Value("--out") is { } file)
            {
                await File.WriteAllTextAsync(file, text);
            }
            else
            {
                await output.WriteAsync(text);
            }

            return 0;
        }
        catch (Exception failed) when (failed is DatabaseException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }
}
