using System.Globalization;

namespace Dashboard.Cli.Report;

/// <summary><c>dashboard report</c>: what usage files cost, without a database.</summary>
public static class ReportCommand
{
    public static readonly Command Definition = new(
        "report",
        "what transcripts and results cost, without a database",
        """
        Usage: dashboard report PATH... [--by day|month|model|session|project|pool] [--tz ZONE]
                                        [--since DAY] [--until DAY] [--json]

        Reads Claude Code transcripts, `claude -p` results and streams, Agent SDK messages, execution files of the GitHub
        action and records of the usage API. A PATH is a file, or a folder that is searched for .jsonl, .ndjson and .json.
        Every request counts once, however many files show it.

          --by WHAT     one row a day (default), month, model, session, project or pool
          --tz ZONE     whose days: UTC (default), or a name such as Europe/Berlin
          --since DAY   from the first instant of this day on, such as 2026-11-01
          --until DAY   to the first instant of this day, which is not included
          --json        print JSON, with amounts as decimal strings and every issue

        Requests of a model without a price are counted and listed, and are not in any amount.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--by", "--tz", "--since", "--until"], ["--json"]);
        if (given.Positional.Count == 0)
        {
            throw new UsageException("A file or folder is needed.");
        }

        var zone = Zone(given.Value("--tz") ?? "UTC");
        var options = new ReportOptions(By(given.Value("--by") ?? "day"), zone, StartOf(given.Value("--since"), zone), StartOf(given.Value("--until"), zone));
        var files = InputFiles.Of(given.Positional);
        var names = new Names();
        var scan = new FolderScan(files, names);
        var bar = Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressBar(error, files.Sum(f => f.Facts.Size), () => scan.BytesDone);
        var sinks = scan.Run(bar is null ? null : bar.Draw);
        bar?.Clear();
        var report = new ReportBuilder(names, options).Build(sinks);
        await output.WriteAsync(given.Has("--json") ? ReportWriter.Json(report) : ReportWriter.Table(report, options.By));
        return 0;
    }

    private static Grouping By(string text) =>
        Enum.TryParse<Grouping>(text, ignoreCase: true, out var by) && Enum.IsDefined(by) && !char.IsDigit(text[0])
            ? by
            : throw new UsageException("--by is day, month, model, session, project or pool.");

    private static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new UsageException($"There is no time zone '{name}'.");

    /// <summary>The first instant of a local day; where midnight does not exist the first after the gap, where it occurs twice the earlier.</summary>
    private static long? StartOf(string? text, TimeZoneInfo zone)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new UsageException($"'{text}' is not a day such as 2026-11-01.");
        }

        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
    }
}
