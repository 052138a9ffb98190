using System.Globalization;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary><c>dashboard apply FILE.json</c>: makes the organisation as a configuration says.</summary>
public static class ApplyCommand
{
    public static readonly Command Definition = new(
        "apply",
        "makes the organisation as a configuration says",
        $"""
        Usage: dashboard apply FILE.json [--yes] [--reason TEXT] [--data WHERE]

        Compares a configuration with what was decided and prints the plan: every decision that is missing, one a line.
        On a terminal it then asks; with --yes it decides at once; else it decides nothing. All decisions are made or none.
        Applying a file twice decides nothing the second time. What the file does not name stays; seats that it does not
        name end only with "seatsAreComplete": true. docs/config.md explains every key.

          --yes             decide without asking
          --reason TEXT     stands beside every decision in the log; the name of the file by default
        {DataOption.Help}

        Exit codes: 0 everything is as the file says, now or before; 1 the file is wrong or something failed, nothing was
        decided; 2 called wrongly; 3 there are changes and nothing was decided.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    /// <summary>There are changes, and nobody said yes.</summary>
    public const int ChangesLeft = 3;

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--reason", DataOption.Name], ["--yes"]);
        if (given.Positional is not [var file])
        {
            throw new UsageException("One file is needed.");
        }

        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file '{file}'.");
        }

        if (new FileInfo(file).Length > ConfigReader.MostBytes)
        {
            await error.WriteLineAsync("The file is larger than 20 MB. Nothing was decided.");
            return 1;
        }

        try
        {
            await using var database = await Database.OpenAsync(DataOption.Of(given), TimeProvider.System);
            return await ApplyAsync(database, await File.ReadAllBytesAsync(file), given.Value("--reason") ?? $"Configuration {Path.GetFileName(file)}", given.Has("--yes"), output, error);
        }
        catch (Exception failed) when (failed is DatabaseException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<int> ApplyAsync(Database database, byte[] utf8, string reason, bool isYes, TextWriter output, TextWriter error)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var plan = ConfigPlanner.Plan(await database.Decisions.CurrentAsync(), utf8, now, reason);
        if (plan.Problems.Count == 0 && plan.Changes.Count > 0 && await database.Decisions.AppendAsync(plan.Decisions, Actor, now, preview: true) is AppendResult.Refused refused)
        {
            plan = plan with { Problems = plan.ProblemsOf(refused) };
        }

        foreach (var note in plan.Notes)
        {
            await error.WriteLineAsync($"{note.Path}: {note.Reason}");
        }

        if (plan.Problems.Count > 0)
        {
            foreach (var problem in plan.Problems)
            {
                await error.WriteLineAsync($"{problem.Path}: {problem.Reason}");
            }

            await error.WriteLineAsync("Nothing was decided.");
            return 1;
        }

        foreach (var change in plan.Changes)
        {
            await output.WriteLineAsync(change.Text);
        }

        if (plan.Changes.Count == 0)
        {
            await output.WriteLineAsync("Everything is as the file says. Nothing to decide.");
            return 0;
        }

        if (!isYes && !Ask(plan.Changes.Count, output))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{plan.Changes.Count} decisions to make. Nothing was decided; --yes decides."));
            return ChangesLeft;
        }

        if (await database.Decisions.AppendAsync(plan.Decisions, Actor, now) is AppendResult.Refused meanwhile)
        {
            await error.WriteLineAsync($"{plan.ProblemsOf(meanwhile)[0].Reason} Nothing was decided.");
            return 1;
        }

        await database.Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{plan.Changes.Count} decisions made."));
        return 0;
    }

    private static Actor Actor => "dashboard apply";

    private static bool Ask(int count, TextWriter output)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return false;
        }

        output.Write(string.Create(CultureInfo.InvariantCulture, $"Make these {count} decisions? Type yes: "));
        output.Flush();
        return Console.ReadLine()?.Trim() == "yes";
    }
}
