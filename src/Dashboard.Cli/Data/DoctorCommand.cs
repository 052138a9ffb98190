using System.Globalization;
using Dashboard.Storage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Doctor;

namespace Dashboard.Cli.Data;

/// <summary><c>dashboard doctor</c>.</summary>
public static class DoctorCommand
{
    public static readonly Command Definition = new(
        "doctor",
        "whether everything in a database adds up",
        $"""
        Usage: dashboard doctor [--rebuild | --audit] [--data WHERE]

        Verifies every invariant: keys, roll-ups, costs and remainders of the stored usage; balances, snapshots and identities of
        the ledger against a replay from zero. No usage and no decision is changed.

          --rebuild         also write everything that can be derived anew, from the events and decisions, and look again
          --audit           verify the audit trail instead: that no entry was changed, taken out or cut off, that every decision is as
                            its entry says; names what is broken. The hash it prints, kept elsewhere, proves the same later
        {DataOption.Help}

        Exit codes: 0 everything holds (with --rebuild: holds now), 1 something does not, 2 called wrongly.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, [DataOption.Name], ["--rebuild", "--audit"]);
        given.NoPositional();
        var options = DataOption.Of(given);
        if (options.File is { } file && !File.Exists(file))
        {
            await error.WriteLineAsync($"There is no database in {options.Directory}.");
            return 1;
        }

        try
        {
            await using var database = await Database.OpenAsync(options, TimeProvider.System);
            if (given.Has("--audit"))
            {
                return await AuditAsync(database, output);
            }

            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var isRebuild = given.Has("--rebuild");
            var usage = isRebuild ? await UsageDoctor.RebuildAsync(database) : await UsageDoctor.CheckAsync(database);
            var books = isRebuild ? await BooksDoctor.RebuildAsync(database, now) : await BooksDoctor.CheckAsync(database, now);
            var report = new DoctorReport([.. usage.Checked, .. books.Checked], [.. usage.Findings, .. books.Findings], [.. usage.Left, .. books.Left]);
            foreach (var finding in report.Findings)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"does not hold ({finding.Count}): {finding.Invariant} For example {string.Join(", ", finding.Examples)}."));
            }

            foreach (var finding in report.Left)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"still does not hold ({finding.Count}): {finding.Invariant}"));
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{report.Checked.Length} invariants verified, {report.Findings.Length} did not hold{(isRebuild ? $", {report.Left.Length} do not after the rebuild" : "")}"));
            return (isRebuild ? report.Left : report.Findings).IsEmpty ? 0 : 1;
        }
        catch (DatabaseException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<int> AuditAsync(Database database, TextWriter output)
    {
        var report = await database.Audit.VerifyAsync();
        foreach (var finding in report.Findings)
        {
            await output.WriteLineAsync($"broken: {finding.Where}: {finding.What}.");
        }

        if (report.Broken > report.Findings.Length)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {report.Broken - report.Findings.Length} more."));
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Entries} audit entries verified, {report.Broken} broken, details of {report.Erased} erased."));
        if (report.Head is { } head)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Entry {head.Sequence} has the hash {head.HashText}."));
        }

        return report.IsWhole ? 0 : 1;
    }
}
