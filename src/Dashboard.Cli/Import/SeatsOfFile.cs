using System.Globalization;
using Dashboard.Cli.Seats;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Import;

/// <summary><c>dashboard import --seats FILE.csv</c>.</summary>
internal static class SeatsOfFile
{
    /// <summary>Adds and changes the seats of a file: all of them, or nothing when a line is wrong.</summary>
    public static async Task<int> RunAsync(DatabaseOptions options, string file, bool isPreview, TextWriter output, TextWriter error)
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

        if (new FileInfo(file).Length > SeatList.MostBytes)
        {
            await error.WriteLineAsync("The file is larger than 20 MB. Nothing was changed.");
            return 1;
        }

        var plan = await new SeatImport(database, TimeProvider.System).PlanAsync(await File.ReadAllTextAsync(file), Path.GetFileName(file), new SeatDefaults(), null, SeatReach.All);
        foreach (var issue in plan.Issues)
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{issue.File}:{issue.Line}: {issue.Reason}"));
        }

        if (plan.Issues.Count > 0)
        {
            await error.WriteLineAsync("Nothing was changed.");
            return 1;
        }

        if (isPreview)
        {
            foreach (var row in plan.Rows)
            {
                await output.WriteLineAsync($"{row.Email}: {string.Join("; ", row.Changes.Select(c => $"{Word(c.Field)} {(c.Before is null ? "" : c.Before + " -> ")}{c.After}"))}");
            }
        }
        else if (plan.Rows.Count > 0)
        {
            if (await database.Decisions.AppendAsync(plan.Decisions, "dashboard import", plan.Input.NowMs) is AppendResult.Refused refused)
            {
                await error.WriteLineAsync($"{refused.Refusals[0].Message} Nothing was changed.");
                return 1;
            }

            await database.Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        }

        var added = plan.Rows.Count(r => r.IsNew);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{added} {(added == 1 ? "seat" : "seats")} {(isPreview ? "to add" : "added")}, {plan.Rows.Count - added} {(isPreview ? "to change" : "changed")}, {plan.Unchanged} unchanged; {plan.Missing.Count} seats are not in the file and stay"));
        return 0;
    }

    private static string Word(SeatField field) => field switch
    {
        SeatField.Added => "added:",
        SeatField.Name => "name",
        SeatField.Plan => "plan",
        SeatField.Team => "team",
        SeatField.CostCentre => "cost centre",
        SeatField.Anchor => "anchor day",
        SeatField.Claim => "claimed",
        SeatField.End => "ends",
    };
}
