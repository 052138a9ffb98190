using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Otlp;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using StoredBatch = Dashboard.Storage.Writes.UsageBatch;

namespace Dashboard.Ingestion.Tests.Otlp;

/// <summary>The same sessions as telemetry, transcripts and results.</summary>
public sealed class OneSessionTests
{
    private const long ReceivedAtMs = 1_795_176_000_000;

    [Theory]
    [InlineData("claude-code-2.1.197", 5, 0, "0.132075")]
    [InlineData("claude-agent-sdk-0.3.328", 14, 1, "0.2450745")]
    public void Sent_in_any_order_in_any_pieces_and_again_they_count_once(string client, int events, int unpriced, string usd)
    {
        var (records, results) = Everything(client);

        // FsCheck wants an answer now, and the database gives it later: this one place waits.
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Task.Run(() => CountsOnceAsync(records, results, new Random(seed), events, unpriced, usd)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(6));
    }

    [Fact]
    public async Task Telemetry_and_transcript_together_know_how_long_cache_writes_live_and_keep_the_clients_cost()
    {
        var (records, _) = Everything("claude-code-2.1.197");

        var totals = await WrittenAsync(records, [], new Random(1));

        Assert.Equal((300, 4_600), (totals.CacheWrite5m, totals.CacheWrite1h));
        Assert.All(totals.Authoritative, a => Assert.NotNull(a));
    }

    private static async Task CountsOnceAsync(UsageRecord[] records, RunResult[] results, Random random, int events, int unpriced, string usd)
    {
        var totals = await WrittenAsync([.. records, .. records.Where(_ => random.Next(3) == 0)], results, random);
        Assert.Equal((events, unpriced, usd), (totals.Events, totals.Unpriced, totals.Usd));
    }

    private static async Task<(int Events, int Unpriced, string Usd, long CacheWrite5m, long CacheWrite1h, long?[] Authoritative)> WrittenAsync(UsageRecord[] records, RunResult[] results, Random random)
    {
        var directory = Directory.CreateTempSubdirectory("drawdown-otlp-").FullName;
        try
        {
            await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(directory), TimeProvider.System);
            int[] sources = [await database.Decisions.RegisterSourceAsync("a", "otlp", "test", ReceivedAtMs), await database.Decisions.RegisterSourceAsync("b", "folder", "test", ReceivedAtMs)];
            random.Shuffle(records);
            random.Shuffle(results);
            for (int at = 0, result = 0; at < records.Length || result < results.Length;)
            {
                var (some, more) = (random.Next(1, 9), random.Next(0, 3));
                await database.Writer.WriteAsync(new StoredBatch { SourceId = sources[random.Next(2)], ReceivedAtMs = ReceivedAtMs, Records = [.. records.Skip(at).Take(some)], Results = [.. results.Skip(result).Take(more)] });
                (at, result) = (at + some, at >= records.Length ? result + Math.Max(1, more) : result + more);
            }

            await using var db = database.CreateDbContext();
            var events = await db.Set<UsageEventRow>().AsNoTracking().ToListAsync();
            return (
                events.Count,
                events.Count(e => e.CostNano is null),
                Usd.Format(new Nanodollars(events.Sum(e => e.CostNano ?? 0))),
                events.Sum(e => e.CacheWrite5mTokens),
                events.Sum(e => e.CacheWrite1hTokens),
                [.. events.Select(e => e.AuthoritativeNano)]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static (UsageRecord[] Records, RunResult[] Results) Everything(string client)
    {
        var records = new List<UsageRecord>();
        var results = new List<RunResult>();
        foreach (var folder in (string[])["transcripts", "results"])
        {
            foreach (var file in Directory.GetFiles(Fixtures.PathOf("clients", client, folder), "*.json*", SearchOption.AllDirectories))
            {
                var batch = new UsageBatch();
                var reader = new UsageFileReader(new FileContext(Path.GetFileName(file), ReceivedAtMs), batch);
                reader.Push(File.ReadAllBytes(file));
                reader.Complete(isFinal: true);
                records.AddRange(batch.Records);
                results.AddRange(batch.Results);
            }
        }

        foreach (var file in Directory.GetFiles(Fixtures.PathOf("clients", client, "otlp"), "*logs*"))
        {
            records.AddRange(OtlpReader.ReadLogs(File.ReadAllBytes(file), file.EndsWith(".json", StringComparison.Ordinal) ? OtlpEncoding.Json : OtlpEncoding.Protobuf)!.Usage.Select(u => u.Record));
        }

        return ([.. records], [.. results]);
    }
}
