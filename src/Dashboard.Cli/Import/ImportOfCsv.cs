using System.Globalization;
using Dashboard.Cli.Report;
using Dashboard.Credits.Money;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;

namespace Dashboard.Cli.Import;

/// <summary><c>dashboard import FILE.csv</c>: one file of usage by a mapping; and taking one back.</summary>
internal static class ImportOfCsv
{
    private const string By = "dashboard import";
    private const int MostIssuesShown = 20;

    /// <summary>True when these paths are one CSV file.</summary>
    public static bool IsMeant(IReadOnlyList<string> paths) =>
        paths is [var only] && (only.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || only.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase));

    public static async Task<int> RunAsync(Arguments given, CsvTerms terms, TextWriter output, TextWriter error)
    {
        var path = given.Positional[0];
        InputFiles.Require([path]);
        await using var database = await Database.OpenAsync(DataOption.Of(given), TimeProvider.System);
        var mapping = await MappingAsync(database, given, path, output);
        var import = new CsvImport(database, new IntakeSources(database, TimeProvider.System), TimeProvider.System);
        var done = 0L;
        var bar = Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressBar(error, new FileInfo(path).Length, () => done);
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (given.Has("--preview"))
        {
            var look = await import.LookAsync(mapping, Path.GetFileName(path), stream, terms, Progress);
            bar?.Clear();
            await PrintAsync(look, output);
            return look.IssueCount == 0 ? 0 : 3;
        }

        var (row, issues, others) = await import.RunAsync(mapping, Path.GetFileName(path), stream, terms, By, Progress);
        bar?.Clear();
        if (!given.Has("--quiet"))
        {
            await PrintAsync(issues, row.Issues, output);
            if (CsvLookWords.OtherCosts(others, isDone: true) is { } known)
            {
                await output.WriteLineAsync(known);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"import {row.SourceId}: {row.RowCount} rows by '{row.Mapping}': {row.Accepted} new, {row.Updated} updated, {row.Duplicate} known, {row.Issues} issues"));
        return row.Issues == 0 ? 0 : 3;

        void Progress(long bytes)
        {
            done += bytes;
            bar?.Draw();
        }
    }

    /// <summary>Takes an import back.</summary>
    public static async Task<int> TakeBackAsync(Arguments given, TextWriter output, TextWriter error)
    {
        var id = given.Whole("--take-back", 0, 1, int.MaxValue);
        await using var database = await Database.OpenAsync(DataOption.Of(given), TimeProvider.System);
        var isPreview = given.Has("--preview");
        if (await database.Imports.TakeBackAsync(id, By, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), isPreview) is not { } changes)
        {
            await error.WriteLineAsync($"There is no import {id} that could be taken back.");
            return 1;
        }

        await database.Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var cost = changes.Aggregate(default(Nanodollars), (sum, c) => sum + c.Cost);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"import {id} {(isPreview ? "would be" : "was")} taken back: {changes.Sum(c => c.Events)} requests, {Usd.Format(cost)} USD"));
        return 0;
    }

    private static async Task<CsvMapping> MappingAsync(Database database, Arguments given, string path, TextWriter output)
    {
        if (given.Value("--mapping") is not { } text)
        {
            return await ProposedAsync(database, path, given.Has("--quiet") ? TextWriter.Null : output);
        }

        var saved = await CsvMappings.SavedAsync(database);
        if (saved.FirstOrDefault(m => string.Equals(m.Name, text, StringComparison.OrdinalIgnoreCase)) is { } byName)
        {
            return Usable(byName);
        }

        if (CsvPresets.All.FirstOrDefault(p => string.Equals(p.Name, text, StringComparison.OrdinalIgnoreCase)) is { } preset)
        {
            return Usable(preset);
        }

        if (!File.Exists(text))
        {
            throw new UsageException($"There is no mapping '{text}', and no such file.");
        }

        return CsvMapping.Parse(await File.ReadAllTextAsync(text), out var reason) ?? throw new UsageException($"The mapping cannot be used. {reason}");
    }

    /// <summary>What the page would propose, said before it is used. What only a person can decide ends it.</summary>
    private static async Task<CsvMapping> ProposedAsync(Database database, string path, TextWriter output)
    {
        await using var stream = File.OpenRead(path);
        var (head, (mapping, isKnown, unclear), refusal) = await CsvMappings.ProposeAsync(database, Path.GetFileName(path), stream);
        if (refusal is not null)
        {
            throw new UsageException(refusal);
        }

        if (isKnown)
        {
            return Usable(mapping);
        }

        var open = mapping.Problem() is { } problem ? unclear.Add(problem) : unclear;
        if (open.Length > 0)
        {
            throw new UsageException(
                $"How the file is read is not clear. {string.Join(" ", open)} Its columns are {string.Join(", ", head.Headers.Take(40).Select(h => $"'{h}'"))}. Make a mapping on the page Files, or write it as JSON and name it with --mapping.");
        }

        await output.WriteLineAsync($"columns by their names, as '{mapping.Name}':");
        foreach (var line in CsvLookWords.Columns(mapping, head.Headers))
        {
            await output.WriteLineAsync(line);
        }

        return mapping;
    }

    private static CsvMapping Usable(CsvMapping mapping) => mapping.Problem() is { } problem ? throw new UsageException($"The mapping '{mapping.Name}' needs more. {problem}") : mapping;

    private static async Task PrintAsync(CsvLook look, TextWriter output)
    {
        await PrintAsync(look.Issues, look.IssueCount, output);
        foreach (var person in look.Effect.People.Take(50))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{(person.SeatId == 0 ? "no seat  " : "seat     ")} {(person.Stated.Length == 0 ? "(nobody stated)" : person.Stated)}: {person.Events} requests, {Usd.Format(person.Cost)} USD"));
        }

        var outcome = look.Effect.Outcome;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{look.Rows} rows, {look.Tried} tried: {outcome.Accepted} new, {outcome.Updated} updated, {outcome.Duplicate} known, {look.IssueCount} issues; nothing was written"));
        foreach (var sentence in new[] { CsvLookWords.OtherCosts(outcome.OtherCosts, isDone: false), CsvLookWords.Nothing(look) }.OfType<string>())
        {
            await output.WriteLineAsync(sentence);
        }
    }

    private static async Task PrintAsync(IReadOnlyList<ParseIssue> issues, long count, TextWriter output)
    {
        foreach (var issue in issues.Take(MostIssuesShown))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{issue.File}:{issue.Line}: {issue.Reason}"));
        }

        if (count > MostIssuesShown)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {count - MostIssuesShown} more issues"));
        }
    }
}
