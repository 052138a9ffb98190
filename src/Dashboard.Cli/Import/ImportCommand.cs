using System.Globalization;
using Dashboard.Cli.Report;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary><c>dashboard import</c>: usage files into a database.</summary>
public static class ImportCommand
{
    public static readonly Command Definition = new(
        "import",
        "usage files into a database",
        $"""
        Usage: dashboard import PATH... [--seat EMAIL] [--source NAME] [--pool POOL] [--data WHERE] [--quiet]
               dashboard import FILE.csv [--mapping NAME|FILE.json] [--preview] [--pool POOL] [--beside-others] [--data WHERE]
               dashboard import --take-back NUMBER [--preview] [--data WHERE]
               dashboard import --seats FILE.csv [--preview] [--data WHERE]

        Reads the same files as `dashboard report` into the database. A PATH is a file, or a folder that is searched for
        .jsonl, .ndjson and .json. Importing again costs almost nothing and counts nothing twice: unchanged files are not
        opened, grown ones are read from where they grew. The web server may run meanwhile.

          --seat EMAIL      whose usage it is. When there is no such seat yet, the e-mail is kept with the usage, which
                            becomes the seat's when it is added
          --source NAME     the source that the usage is listed under; `import` by default, `import EMAIL` with a seat
          --pool POOL       what usage of unknown pool from this source is: programmatic, interactive or api-key
          --quiet           print the totals only
          --mapping WHICH   for a CSV file: how its columns are read, a saved mapping or preset by name, or a JSON file;
                            else the one whose columns the file has, else the columns by their names, which are
                            printed. The import is a source of its own, with a number
          --beside-others   for a CSV file of sums: take those of people whose usage came from other sources too
          --take-back N     take a CSV import back whole: everything is then as if it had never been
          --seats FILE.csv  seats instead of usage: a header line, then email, name, team, costCentre, plan, anchorDay,
                            claimedAt, activeFrom, activeUntil in any order; the e-mail is needed, for a new seat the
                            plan too. Seats that exist change to what the file says, from now on; an empty cell says
                            nothing, - says no team or no cost centre. When a line is wrong it is named and nothing is
                            changed. Seats that are not in the file stay
          --preview         with --seats, a CSV file or --take-back: say what would change and write nothing
        {DataOption.Help}

        A last line that is cut off is read once the file has grown. Exit codes: 0 done, 1 something failed, 2 called
        wrongly, 3 done, but some files could not be read.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private const int MostIssuesShown = 20;

    private static Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--seat", "--source", "--pool", "--seats", "--mapping", "--take-back", DataOption.Name], ["--quiet", "--preview", "--beside-others"]);

        // Files are found while storage is loaded: for an import that finds nothing new, each takes as long as the rest.
        var finding = given.Has("--seats") || given.Has("--take-back") || given.Positional.Count == 0 ? null : Task.Run(() => InputFiles.Of(given.Positional));
        return RunAsync(given, finding, output, error);
    }

    private static async Task<int> RunAsync(Arguments given, Task<List<InputFile>>? found, TextWriter output, TextWriter error)
    {
        if (given.Value("--seats") is { } seats)
        {
            given.NoPositional();
            return await SeatsAsync(given, seats, output, error);
        }

        if (given.Has("--take-back"))
        {
            given.NoPositional();
            return await OrFailedAsync(() => ImportOfCsv.TakeBackAsync(given, output, error), error);
        }

        if (found is null)
        {
            throw new UsageException("A file or folder is needed.");
        }

        var pool = given.Value("--pool") is { } text ? PoolOf(text) : (Pool?)null;
        if (ImportOfCsv.IsMeant(given.Positional))
        {
            return await OrFailedAsync(() => ImportOfCsv.RunAsync(given, new CsvTerms(pool ?? Pool.Unknown, given.Has("--beside-others")), output, error), error);
        }

        if (given.Has("--preview") || given.Has("--mapping") || given.Has("--beside-others"))
        {
            throw new UsageException("--preview, --mapping and --beside-others go with one CSV file, or --preview with --seats.");
        }

        InputFiles.Require(given.Positional);
        var seat = given.Value("--seat");
        var source = given.Value("--source") ?? (seat is null ? "import" : $"import {seat.Trim().ToLowerInvariant()}");
        try
        {
            var finding = Task.Run(() => KeyedAsync(found));
            var where = DataOption.Of(given);
            var marks = where.Directory is { } directory ? FileMarks.Glance(directory, source, seat, pool) : null;
            if (marks is not null && IntakeFiles.Unchanged(await finding, marks) is { } unchanged)
            {
                await PrintAsync(unchanged, output, given.Has("--quiet"));
                return 0;
            }

            return await WriteAsync(where, source, seat, pool, finding, marks, given.Has("--quiet"), output, error);
        }
        catch (DatabaseException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<List<IntakeFile>> KeyedAsync(Task<List<InputFile>> found)
    {
        // The first key loads a library of hashes, while files are still being found.
        _ = FileMarks.KeyOf("");
        return IntakeFile.Of(await found);
    }

    /// <summary>Apart from the rest, so that what finds nothing new does not load what writing needs.</summary>
    private static async Task<int> WriteAsync(
        DatabaseOptions where, string source, string? seat, Pool? pool, Task<List<IntakeFile>> finding, FileMarks? marks, bool isQuiet, TextWriter output, TextWriter error)
    {
        // To open the database and to add the first source takes a while, and files are read meanwhile. Nothing is written before both are there.
        var opening = Task.Run(() => Database.OpenAsync(where, TimeProvider.System));
        var targeting = TargetAsync(opening, source, seat, pool);
        try
        {
            var known = marks ?? await FileMarks.LoadAsync(await opening, (await targeting).Origin.SourceId);
            var results = await ReadAsync(await finding, (files, watch) => new FilesIntake(source, targeting, new RecordBudget(), TimeProvider.System, watch).ReadAsync(known, files), error);
            await targeting;
            await (await opening).Books.CatchUpAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await PrintAsync(results, output, isQuiet);
            return results.Any(r => r.State == IntakeState.Unreadable) ? 3 : 0;
        }
        finally
        {
            await targeting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (opening.IsCompletedSuccessfully)
            {
                await (await opening).DisposeAsync();
            }
        }
    }

    private static async Task<IntakeTarget> TargetAsync(Task<Database> opening, string source, string? seat, Pool? pool)
    {
        var database = await opening;
        return new IntakeTarget(database.Writer, await OriginAsync(new IntakeSources(database, TimeProvider.System), source, seat, pool));
    }

    private static Task<int> SeatsAsync(Arguments given, string file, TextWriter output, TextWriter error) =>
        OrFailedAsync(() => SeatsOfFile.RunAsync(DataOption.Of(given), file, given.Has("--preview"), output, error), error);

    private static async Task<int> OrFailedAsync(Func<Task<int>> run, TextWriter error)
    {
        try
        {
            return await run();
        }
        catch (DatabaseException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<IntakeOrigin> OriginAsync(IntakeSources sources, string source, string? seat, Pool? pool)
    {
        var id = await sources.FindOrAddAsync(source, "import");
        if (pool is { } wanted && !await sources.ChoosePoolAsync(id, wanted, "dashboard import"))
        {
            throw new UsageException($"The source '{source}' has another pool already. Change it on the Sources page, or name another --source.");
        }

        if (seat is null)
        {
            return new IntakeOrigin(id, Scope: source);
        }

        return await sources.ChooseSeatAsync(id, seat, "dashboard import") switch
        {
            SeatChoice.AnotherSeat => throw new UsageException($"The source '{source}' brings the usage of another seat. Change it on the Sources page, or name another --source."),
            SeatChoice.UnknownSeat => new IntakeOrigin(id, seat.Trim().ToLowerInvariant(), source),
            SeatChoice.Assigned or SeatChoice.AssignedAlready => new IntakeOrigin(id, Scope: source),
        };
    }

    private static async Task<IReadOnlyList<IntakeResult>> ReadAsync(List<IntakeFile> files, Func<List<IntakeFile>, IntakeWatch, Task<IReadOnlyList<IntakeResult>>> read, TextWriter error)
    {
        var done = 0L;
        var bar = Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressBar(error, files.Sum(f => f.Size), () => Interlocked.Read(ref done));
        using var ended = new CancellationTokenSource();
        var drawing = bar is null ? Task.CompletedTask : DrawAsync(bar, ended.Token);
        try
        {
            return await read(files, new IntakeWatch(bytes => Interlocked.Add(ref done, bytes)));
        }
        finally
        {
            await ended.CancelAsync();
            await drawing;
        }
    }

    private static async Task DrawAsync(ProgressBar bar, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            bar.Draw();
            await Task.Delay(100, ended).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        bar.Clear();
    }

    private static async Task PrintAsync(IReadOnlyList<IntakeResult> results, TextWriter output, bool isQuiet)
    {
        var sum = IntakeSummary.Of(results);
        if (!isQuiet)
        {
            foreach (var result in results.Where(r => r.Rejected.Length > 0))
            {
                foreach (var issue in result.Rejected.Take(MostIssuesShown))
                {
                    await output.WriteLineAsync(issue.Line == 0 ? $"{result.Name}: {issue.Reason}" : string.Create(CultureInfo.InvariantCulture, $"{result.Name}:{issue.Line}: {issue.Reason}"));
                }

                if (result.Rejected.Length > MostIssuesShown)
                {
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Name}: and {result.Rejected.Length - MostIssuesShown} more issues"));
                }
            }

            foreach (var result in results.Where(r => r.IsUnfinished))
            {
                await output.WriteLineAsync($"{result.Name}: the last line is not whole yet; import again when the file has grown.");
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{sum.Files} files, {sum.Unchanged} unchanged, {sum.Unreadable} unreadable; {sum.Found} found: {sum.Accepted} accepted, {sum.Updated} updated, {sum.Duplicate} duplicate, {sum.Superseded} superseded, {sum.Rejected} rejected"));
    }

    private static Pool PoolOf(string text) => text switch
    {
        "programmatic" => Pool.Programmatic,
        "interactive" => Pool.Interactive,
        "api-key" => Pool.ApiKey,
        _ => throw new UsageException("--pool is programmatic, interactive or api-key."),
    };
}
