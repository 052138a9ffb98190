using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Corpus;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Writes;

namespace Dashboard.Benchmarks.Reads;

/// <summary>
/// <c>reads FOLDER [--seats 10000] [--events 1000000]</c>: fills a database through the writer, unless the folder holds one, derives all
/// accounts, and times what pages read.
/// </summary>
internal static class ReadsCommand
{
    private const long StartMs = 1_793_491_200_000;
    private const long DayMs = 86_400_000;
    private const long NowMs = StartMs + (25 * DayMs) + (DayMs / 2);
    private const int BatchSize = 10_000;

    private static readonly DateOnly Cycle = new(2026, 11, 1);

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var seats = CorpusCommand.Number(args, "--seats", 10_000);
        var events = CorpusCommand.Number(args, "--events", 1_000_000);
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(args[0]), TimeProvider.System);
        if (!(await database.Decisions.CurrentAsync()).IsCreated)
        {
            await FillAsync(database, seats, events);
        }

        await MeasureAsync("Overview", 200, _ => OverviewRead.ReadAsync(database));
        await MeasureAsync("one seat", 500, i => SeatRead.ReadAsync(database, Email(i * 13 % seats)));
        await MeasureAsync("splits of one seat", 200, i => SplitsRead.ReadAsync(database, (i * 13 % seats) + 1, Cycle, Cycle.AddMonths(1)));
        await MeasureAsync("postings of one cycle", 200, i => LedgerRead.PostingsAsync(database, (i * 13 % seats) + 1, Cycle, NowMs));
        await MeasureAsync("seats by urgency, 100 rows", 100, i => SeatsRead.PageAsync(database, new SeatsQuery { Offset = i * 50 }));
        await MeasureAsync("seats by name, 100 rows", 100, i => SeatsRead.PageAsync(database, new SeatsQuery { Sort = SeatSort.Name, Offset = i * 50 }));
        await MeasureAsync("seats by search", 100, _ => SeatsRead.PageAsync(database, new SeatsQuery { Text = "t77" }));
        await MeasureAsync("counts of seats", 50, _ => SeatsRead.CountsAsync(database));
        await MeasureAsync("ledger, 100 rows", 50, i => LedgerRead.PageAsync(database, new LedgerQuery { CycleStart = Cycle, Offset = i * 100 }));
        await MeasureAsync("Who pays, usage of the period", 10, _ => MetersRead.RowsAsync(database, Cycle, Cycle.AddMonths(1)));
        var (organisation, rows) = (await database.Decisions.CurrentAsync(), await MetersRead.RowsAsync(database, Cycle, Cycle.AddMonths(1)));
        await MeasureAsync("Who pays, by meter", 10, _ => Task.FromResult(MetersRead.Fold(organisation, rows)));
        await MeasureAsync("Reconciliation with counters, a month", 10, _ => ReconciliationRead.ReadAsync(database, ReconciliationSide.Counters, Cycle, Cycle.AddMonths(1).AddDays(-1)));
        return 0;
    }

    private static async Task FillAsync(Database database, int seats, int events)
    {
        await database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", Cycle), StartMs),
                new NewDecision(new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced), StartMs),
                .. Enumerable.Range(0, seats).SelectMany(i => new DecisionBody[]
                {
                    new SeatAdded(-1 - i, Email(i), $"Seat {i}", i % 3 == 0 ? "max-5x" : "team-standard", $"Team {i % 40}", null, 1, new DateOnly(2026, 6, 1)),
                    new CreditClaimed(-1 - i, "agent-sdk-credit"),
                }).Select(b => new NewDecision(b, StartMs)),
            ],
            "benchmark",
            StartMs);
        var source = await database.Decisions.RegisterSourceAsync("benchmark", "push", "benchmark", StartMs);
        var watch = Stopwatch.StartNew();
        for (var from = 0; from < events; from += BatchSize)
        {
            await database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = NowMs, Records = [.. Records(from, Math.Min(BatchSize, events - from), seats, events)] });
        }

        Print("events stored a second, 10,000 a batch", events / watch.Elapsed.TotalSeconds, "");
        watch.Restart();
        var accounts = await database.Books.CatchUpAsync(NowMs);
        Print("accounts derived from zero, a second", accounts / watch.Elapsed.TotalSeconds, "");
        watch.Restart();
        accounts = await database.Books.RollForwardAsync(NowMs);
        Print("accounts of a new day, a second", accounts / watch.Elapsed.TotalSeconds, "");
    }

    /// <summary>Usage in the order in which it happens: 25 days, every seat as often as any other, ten requests a session.</summary>
    private static IEnumerable<UsageRecord> Records(int from, int count, int seats, int events)
    {
        // Used shares from nothing to twice the allowance, whatever the number of events.
        var random = new Random(from);
        var share = 70.0 * seats / events;
        var prompt = Math.Min(1, share);
        for (var i = from; i < from + count; i++)
        {
            var seat = i % seats;
            var id = i.ToString(CultureInfo.InvariantCulture);
            yield return new UsageRecord
            {
                Source = UsageSource.Rest,
                OccurredAtMs = StartMs + (long)(25.0 * DayMs * i / events),
                MessageId = "msg_" + id,
                Session = string.Create(CultureInfo.InvariantCulture, $"s{seat}-{i / seats / 10}"),
                Model = random.Next(3) == 0 ? "claude-opus-4-8" : "claude-sonnet-4-6",
                Project = "project-" + (seat % 7).ToString(CultureInfo.InvariantCulture),
                Entrypoint = "sdk-cli",
                SeatEmail = Email(seat),
                Tokens = new TokenCounts(
                    (int)(random.Next(3_000) * prompt), (int)(random.Next(9_000) * share * (seat % 20)), (int)(random.Next(900) * prompt), 0, (int)(random.Next(90_000) * prompt)),
            };
        }
    }

    private static string Email(int seat) => string.Create(CultureInfo.InvariantCulture, $"seat{seat}@example.org");

    private static async Task MeasureAsync(string what, int times, Func<int, Task> read)
    {
        for (var i = 0; i < Math.Min(times, 20) / 2; i++)
        {
            await read(i);
        }

        var took = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            var from = Stopwatch.GetTimestamp();
            await read(i);
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        took.Sort();
        Print(what, took[times / 2], string.Create(CultureInfo.InvariantCulture, $"ms p50, {took[times * 95 / 100]:F2} ms p95, {took[0]:F2} ms least"));
    }

    private static void Print(string what, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {value,12:N2} {unit}"));
}
