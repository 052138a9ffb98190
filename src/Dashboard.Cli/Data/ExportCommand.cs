using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Cli.Data;

/// <summary><c>dashboard export</c>: what a database holds, as CSV.</summary>
public static class ExportCommand
{
    public static readonly Command Definition = new(
        "export",
        "usage events or the ledger as CSV",
        $"""
        Usage: dashboard export usage|ledger [--out FILE] [--since DAY] [--until DAY] [--data WHERE]

        Prints CSV with exact amounts as decimal strings of USD. Texts that a spreadsheet would take for a formula get an
        apostrophe in front. `usage` is one line an event, by day; `ledger` one line a seat and billing cycle;
        of the shared account a line without a seat has what none of its seats has, so every column adds up. An event
        without a price has an empty cost. The file can be imported again (dashboard import): an event is then known by its
        identity and counts once; what follows from a run's result (remainder) is left to the result.

          --out FILE        into a file instead of standard output
          --since DAY       events of this day and later (of the organisation's zone); cycles that start then or later
          --until DAY       before this day
        {DataOption.Help}

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--out", "--since", "--until", DataOption.Name], []);
        if (given.Positional is not ["usage" or "ledger"])
        {
            throw new UsageException("Say what to export: usage or ledger.");
        }

        var since = Day(given.Value("--since")) ?? 0;
        var until = Day(given.Value("--until")) ?? int.MaxValue;
        var options = DataOption.Of(given);
        if (options.File is { } there && !File.Exists(there))
        {
            await error.WriteLineAsync($"There is no database in {options.Directory}.");
            return 1;
        }

        try
        {
            await using var database = await Database.OpenAsync(options, TimeProvider.System);
            await using var db = database.CreateDbContext();
            var file = given.Value("--out") is { } name ? new StreamWriter(name) : null;
            await using var owned = file;
            var rows = given.Positional[0] == "usage" ? await Events(db, since, until).CountAsync() : await Cycles(db, since, until).CountAsync();
            await database.Audit.AppendAsync(
                AuditEvent.OfExport("dashboard export", given.Positional[0], rows, ("since", given.Value("--since")), ("until", given.Value("--until"))),
                TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await (given.Positional[0] == "usage" ? UsageAsync(db, file ?? output, since, until) : LedgerAsync(db, file ?? output, since, until));
            return 0;
        }
        catch (Exception failed) when (failed is DatabaseException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task UsageAsync(AppDb db, TextWriter output, int since, int until)
    {
        var models = await db.Set<ModelRow>().AsNoTracking().ToDictionaryAsync(m => m.Id, m => m.Text);
        var seats = await db.Set<SeatRow>().AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Email);
        var sources = await db.Set<SourceRow>().AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name);
        var actors = await db.Set<ActorRow>().AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Text);
        var contexts = await db.Set<ContextRow>().AsNoTracking().ToDictionaryAsync(c => c.Id);
        var projects = await db.Set<ProjectRow>().AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Text);
        var events = Events(db, since, until)
            .GroupJoin(db.Set<SessionRow>(), e => e.SessionId, s => s.Id, (e, s) => new { Event = e, Sessions = s })
            .SelectMany(x => x.Sessions.DefaultIfEmpty(), (x, s) => new { x.Event, Session = s == null ? null : s.Text })
            .GroupJoin(db.Set<UsageIdentityRow>(), x => x.Event.Id, k => k.EventId, (x, k) => new { x.Event, x.Session, Keys = k })
            .SelectMany(x => x.Keys.DefaultIfEmpty(), (x, k) => new { x.Event, x.Session, Key = k == null ? null : k.Key })
            .OrderBy(x => x.Event.Day).ThenBy(x => x.Event.Id);
        await output.WriteAsync(CsvText.Line(
            "at", "day", "seat", "statedSeat", "source", "session", "model", "pool", "entrypoint", "project", "inputTokens", "outputTokens", "cacheWrite5mTokens", "cacheWrite1hTokens", "cacheReadTokens", "webSearches", "costUsd", "reportedCostUsd", "identity", "posts", "app", "repository", "workflow", "speed", "geo", "batch"));
        (UsageEventRow Event, string? Session, byte[]? Key)? last = null;
        await foreach (var row in events.AsAsyncEnumerable())
        {
            var key = row.Key is { } stored && EventIdentity.Names(stored, row.Event) ? stored : null;
            if (last is { } before && before.Event.Id == row.Event.Id)
            {
                last = before with { Key = before.Key ?? key };
                continue;
            }

            await WriteLastAsync();
            last = (row.Event, row.Session, key);
        }

        await WriteLastAsync();

        Task WriteLastAsync()
        {
            if (last is not var (e, session, key))
            {
                return Task.CompletedTask;
            }

            var context = contexts.GetValueOrDefault(e.ContextId);
            return output.WriteAsync(CsvText.Line(
                DateTimeOffset.FromUnixTimeMilliseconds(e.OccurredAtMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                DayText(e.Day),
                seats.GetValueOrDefault(Math.Abs(e.SeatId)),
                e.ActorId is { } actor ? actors.GetValueOrDefault(actor) : null,
                sources.GetValueOrDefault(e.SourceId),
                session,
                models.GetValueOrDefault(e.ModelId),
                PoolText((Pool)e.Pool),
                context?.Entrypoint,
                context is { ProjectId: > 0 } ? projects.GetValueOrDefault(context.ProjectId) : null,
                Number(e.InputTokens),
                Number(e.OutputTokens),
                Number(e.CacheWrite5mTokens),
                Number(e.CacheWrite1hTokens),
                Number(e.CacheReadTokens),
                Number(e.WebSearches),
                e.CostNano is { } cost ? Usd.Format(new Nanodollars(cost)) : null,
                e.AuthoritativeNano is { } reported ? Usd.Format(new Nanodollars(reported)) : null,
                EventIdentity.Of(e, key),
                e.SeatId < 0 ? "no" : "yes",
                context?.App,
                context?.Repository,
                context?.Workflow,
                context?.Speed,
                context?.Geo,
                context is { Batch: true } ? "yes" : "no"));
        }
    }

    private static async Task LedgerAsync(AppDb db, TextWriter output, int since, int until)
    {
        var seats = await db.Set<SeatRow>().AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Email);
        await output.WriteAsync(CsvText.Line(
            "seat", "account", "cycleStart", "cycleEnd", "programme", "ended", "granted", "consumed", "expired", "voided", "available", "overage", "uncovered", "used", "events"));

        List<SeatCycleRow> shared = [];
        await foreach (var c in Cycles(db, since, until).OrderBy(c => c.CycleStart).ThenBy(c => c.AccountId).ThenBy(c => c.StartMs).ThenBy(c => c.SeatId).AsAsyncEnumerable())
        {
            if (shared.Count > 0 && (c.AccountId != 0 || c.StartMs != shared[0].StartMs))
            {
                await SharedAsync();
            }

            if (c.AccountId == 0)
            {
                shared.Add(c);
            }
            else
            {
                await RowAsync(c, Amounts(c));
            }
        }

        await SharedAsync();

        // The row of the shared account has what no seat's part has, so that every column adds up to the organisation.
        async Task SharedAsync()
        {
            foreach (var c in shared)
            {
                await RowAsync(c, c.SeatId != 0 ? Amounts(c) : [.. Amounts(c).Select((sum, i) => sum - shared.Where(p => p.SeatId != 0).Sum(p => Amounts(p)[i]))]);
            }

            shared.Clear();
        }

        Task RowAsync(SeatCycleRow c, long[] amounts) => output.WriteAsync(CsvText.Line(
        [
            seats.GetValueOrDefault(c.SeatId),
            c.AccountId == 0 ? "shared" : "own",
            DayText(c.CycleStart),
            DayText(c.CycleEnd),
            c.ProgrammeId,
            c.Ended ? "yes" : "no",
            .. amounts[..^1].Select(Money),
            Number(amounts[^1]),
        ]));

        static long[] Amounts(SeatCycleRow c) =>
            [c.Granted, c.Consumed, c.Expired, c.Voided, c.Granted - c.Consumed - c.Expired - c.Voided, c.Overage, c.Uncovered, c.Covered, c.Events];
    }

    private static IQueryable<UsageEventRow> Events(AppDb db, int since, int until) => db.Set<UsageEventRow>().AsNoTracking().Where(e => e.Day >= since && e.Day < until);

    private static IQueryable<SeatCycleRow> Cycles(AppDb db, int since, int until) => db.Set<SeatCycleRow>().AsNoTracking().Where(c => c.CycleStart >= since && c.CycleStart < until);

    private static int? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
        : throw new UsageException($"'{text}' is not a day such as 2026-11-01.");

    private static string DayText(int day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PoolText(Pool pool) => pool switch
    {
        Pool.Unknown => "unknown",
        Pool.Programmatic => "programmatic",
        Pool.Interactive => "interactive",
        Pool.ApiKey => "api-key",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Money(long nano) => Usd.Format(new Nanodollars(nano));
}
