using System.Globalization;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Data;

/// <summary><c>dashboard erase</c>.</summary>
public static class EraseCommand
{
    public static readonly Command Definition = new(
        "erase",
        "replace a person's e-mail and name by a pseudonym",
        $"""
        Usage: dashboard erase EMAIL --reason TEXT [--data WHERE]

        Puts a pseudonym where the person's e-mail and name stand: in decisions, seats, usage, the audit trail and everything else in
        the database; removes the account. No figure changes, and the audit trail still verifies. It cannot be taken back.
        The person must have no role and no seat in use any more. Backups, exported files and watched folders are yours to delete.

          --reason TEXT     why; it stays in the audit trail, so it must not name the person
        {DataOption.Help}

        Exit codes: 0 erased, 1 refused, and nothing was changed; 2 called wrongly.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, [DataOption.Name, "--reason"], []);
        var email = given.Positional is [var only] ? only : throw new UsageException("One e-mail address is needed.");
        var reason = given.Value("--reason") ?? throw new UsageException("--reason is needed.");
        var options = DataOption.Of(given);
        if (options.File is { } file && !File.Exists(file))
        {
            await error.WriteLineAsync($"There is no database in {options.Directory}.");
            return 1;
        }

        try
        {
            await using var database = await Database.OpenAsync(options, TimeProvider.System);
            var done = await database.Audit.EraseAsync(email, new Actor("dashboard erase"), reason, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Erased: {done.Pseudonym} stands in {done.Decisions} decisions and {done.Rows} other rows; the details of {done.Entries} audit entries are gone. Entry {done.Entry} tells of it."));
            return 0;
        }
        catch (DatabaseException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
