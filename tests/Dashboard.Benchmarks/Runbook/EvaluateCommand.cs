using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Corpus;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Writes;
using Npgsql;

namespace Dashboard.Benchmarks.Runbook;

/// <summary>
/// <c>evaluate [--seats 10000] [--runs 5] [--postgres CONNECTION]</c>: every seat uses something, so that all of them are due and a part of them
/// crosses stages; times the evaluation alone. On SQLite in a new folder, or in a new database on a PostgreSQL server.
/// </summary>
internal static class EvaluateCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var (seats, runs) = (CorpusCommand.Number(args, "--seats", 10_000), CorpusCommand.Number(args, "--runs", 5));
        if (!args.Contains("--postgres"))
        {
            var folder = Directory.CreateTempSubdirectory("evaluate-");
            await MeasureAsync(DatabaseOptions.InDirectory(folder.FullName), seats, runs);
            folder.Delete(recursive: true);
            return 0;
        }

        var server = ReportComparison.Text(args, "--postgres");
        var name = "drawdown_evaluate_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        try
        {
            await MeasureAsync(DatabaseOptions.OnPostgres(new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString()), seats, runs);
        }
        finally
        {
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        }

        return 0;
    }

    private static async Task MeasureAsync(DatabaseOptions options, int seats, int runs)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await using var database = await Database.OpenAsync(options, TimeProvider.System);
        await Population.CreateAsync(database, seats, now);
        var source = await database.Decisions.RegisterSourceAsync("benchmark", "push", "benchmark", now);
        await database.Runbook.EvaluateAsync(now);
        var random = new Random(1);
        var took = new List<double>();
        for (var run = 1; run <= runs; run++)
        {
            await database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = now, Records = [.. Enumerable.Range(0, seats).Select(i => Use(run, i, random.Next(0, run == 1 ? 101 : 31), now))] });
            await database.Books.CatchUpAsync(now);
            var watch = Stopwatch.StartNew();
            var result = await database.Runbook.EvaluateAsync(now + run);
            took.Add(watch.Elapsed.TotalSeconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}: {result.Accounts} accounts, {result.Crossings} stages crossed, {result.Deliveries} deliveries, {took[^1]:F2} s"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database.EngineVersion}: evaluation of {seats} seats, median of {runs}: {took.Order().ElementAt(runs / 2):F2} s, longest {took.Max():F2} s (goal 2)"));
    }

    private static UsageRecord Use(int run, int seat, int dollars, long nowMs) => new()
    {
        Source = UsageSource.Rest,
        OccurredAtMs = nowMs - 1000,
        MessageId = string.Create(CultureInfo.InvariantCulture, $"msg_{run}_{seat}"),
        Model = "claude-opus-4-8",
        Entrypoint = "sdk-cli",
        SeatEmail = Population.Email(seat),
        Tokens = new TokenCounts(1_000, 100, 0, 0, 0),
        AuthoritativeCost = Nanodollars.FromUsd(dollars),
    };

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
