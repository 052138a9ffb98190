using System.Diagnostics;
using System.Globalization;
using Dashboard.Benchmarks.Corpus;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;

namespace Dashboard.Benchmarks.Storage;

/// <summary><c>storage FOLDER [--rows 300000] [--fill 2000000]</c>: what the store path costs beside raw prepared inserts, and into a full table beside an empty one, all three in turn.</summary>
internal static class StorageCommand
{
    private const int ChunksPerRound = 20;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var folder = args[0];
        var rounds = CorpusCommand.Number(args, "--rows", 300_000) / (ChunksPerRound * UsageStream.ChunkSize);
        var fill = CorpusCommand.Number(args, "--fill", 2_000_000) / (ChunksPerRound * UsageStream.ChunkSize);
        await using var raw = await Database.OpenAsync(DatabaseOptions.InDirectory(Path.Combine(folder, "raw")), TimeProvider.System);
        await using var empty = await Database.OpenAsync(DatabaseOptions.InDirectory(Path.Combine(folder, "empty")), TimeProvider.System);
        await using var full = await Database.OpenAsync(DatabaseOptions.InDirectory(Path.Combine(folder, "full")), TimeProvider.System);
        var emptySources = await SourcesAsync(empty);
        var fullSources = await SourcesAsync(full);
        for (var round = 0; round < fill; round++)
        {
            await WriteAsync(full, fullSources, round, Chunks(round));
        }

        using var inserts = new RawInserts(raw);
        var (rawTime, emptyTime, fullTime) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        for (var round = fill; round < fill + rounds; round++)
        {
            var chunks = Chunks(round);
            rawTime += Measure(() => inserts.Write(chunks));
            emptyTime += await MeasureAsync(() => WriteAsync(empty, emptySources, round, chunks));
            fullTime += await MeasureAsync(() => WriteAsync(full, fullSources, round, chunks));
        }

        var rows = rounds * ChunksPerRound * UsageStream.ChunkSize;
        Print("raw prepared inserts, empty table", rows / rawTime.TotalSeconds, "rows/s");
        Print("store path with roll-ups, empty table", rows / emptyTime.TotalSeconds, "rows/s");
        Print(string.Create(CultureInfo.InvariantCulture, $"store path into {fill * ChunksPerRound * UsageStream.ChunkSize:N0} rows"), rows / fullTime.TotalSeconds, "rows/s");
        Print("ratio store : raw (goal 0.60)", rawTime / emptyTime, "");
        Print("ratio full : empty (goal 0.70)", emptyTime / fullTime, "");
        var duplicateTime = TimeSpan.Zero;
        for (var round = fill; round < fill + rounds; round++)
        {
            var chunks = Chunks(round);
            duplicateTime += await MeasureAsync(() => WriteAsync(full, fullSources, round, chunks));
        }

        Print("duplicates : new, into the same table", fullTime / duplicateTime, "");
        await full.DisposeAsync();
        PrintSizes(full.Options);
        return 0;
    }

    private static UsageRecord[][] Chunks(int round) => [.. Enumerable.Range(round * ChunksPerRound, ChunksPerRound).Select(UsageStream.Chunk)];

    private static Task<WriteOutcome[]> WriteAsync(Database store, int[] sources, int round, UsageRecord[][] chunks) => Task.WhenAll(chunks.Select((records, i) => store.Writer.WriteAsync(
        new UsageBatch { SourceId = sources[UsageStream.SourceOf((round * ChunksPerRound) + i)], ReceivedAtMs = records[^1].OccurredAtMs!.Value, Records = [.. records] })));

    private static async Task<int[]> SourcesAsync(Database store)
    {
        const long Start = 1_767_225_600_000;
        var bodies = new List<DecisionBody> { new OrganisationCreated("Example", "UTC", new DateOnly(2026, 1, 1)) };
        bodies.AddRange(Enumerable.Range(1, UsageStream.Sources).Select(i => new SeatAdded(-i, $"seat-{i}@example.org", $"Seat {i}", "max-5x", null, null, 1, new DateOnly(2026, 1, 1))));
        var created = (AppendResult.Appended)await store.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, Start))], "benchmark", Start);
        var seats = created.Decisions.Select(d => d.Body).OfType<SeatAdded>().Select(s => s.SeatId).ToList();
        var sources = new int[UsageStream.Sources];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = await store.Decisions.RegisterSourceAsync($"source-{i}", "folder", "benchmark", Start);
        }

        await store.Decisions.AppendAsync([.. sources.Select((s, i) => new NewDecision(new SourceSeatSet(s, seats[i]), Start))], "benchmark", Start);
        return sources;
    }

    private static void PrintSizes(DatabaseOptions options)
    {
        using var connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM usage_event";
        var events = Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        command.CommandText = """
            SELECT CASE WHEN m.tbl_name IN ('usage_event', 'usage_identity', 'identity_digest') THEN 'usage_event with its index and identity keys' WHEN m.tbl_name LIKE 'rollup%' THEN 'roll-ups'
              WHEN m.tbl_name = 'usage_evidence' THEN 'evidence' ELSE 'dictionaries and the rest' END, SUM(s.pgsize)
            FROM dbstat s JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY 1
            """;
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                Print("bytes per event: " + reader.GetString(0), reader.GetInt64(1) / events, "");
            }
        }

        command.CommandText = "SELECT m.name, SUM(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = TRUE AND (m.tbl_name LIKE 'usage_%' OR m.tbl_name = 'identity_digest') GROUP BY 1";
        using var parts = command.ExecuteReader();
        while (parts.Read())
        {
            Print("  " + parts.GetString(0), parts.GetInt64(1) / events, "");
        }
    }

    private static TimeSpan Measure(Action action)
    {
        var from = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(from);
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task> action)
    {
        var from = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(from);
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {value,12:N2} {unit}"));
}
