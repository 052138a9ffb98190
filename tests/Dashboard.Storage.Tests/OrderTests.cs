using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using FsCheck;
using FsCheck.Fluent;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class OrderTests
{
    [Theory, BothDatabases]
    public async Task Shuffled_split_and_repeated_batches_leave_the_same_tables(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        // FsCheck wants an answer now, and the database gives it later: this one place waits.
        Prop.ForAll<int>(seed => Task.Run(() => IsIndependentOfOrderAsync(test, seed)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(provider == DatabaseProvider.Sqlite ? 30 : 10));
    }

    private static async Task IsIndependentOfOrderAsync(UsageTest test, int seed)
    {
        var random = new Random(seed);
        var records = Observations(random, 40).ToList();
        var results = Results(random, 6).ToList();
        await test.ClearAsync();
        await test.Database.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Records = [.. records], Results = [.. results] });
        var expected = await test.ContentsAsync();

        for (var round = 0; round < 3; round++)
        {
            await test.ClearAsync();
            await WriteInPiecesAsync(test, random, [.. records, .. records.Where(_ => random.Next(3) == 0)], results);
            Assert.Equal(expected, await test.ContentsAsync());
        }
    }

    private static async Task WriteInPiecesAsync(UsageTest test, Random random, UsageRecord[] records, List<RunResult> results)
    {
        random.Shuffle(records);
        var left = new Queue<RunResult>(results.OrderBy(_ => random.Next()));
        for (var at = 0; at < records.Length;)
        {
            var take = random.Next(1, 12);
            var piece = records.Skip(at).Take(take).ToList();
            var sent = Enumerable.Range(0, random.Next(3)).Where(_ => left.Count > 0).Select(_ => left.Dequeue()).ToList();
            var outcome = await test.Database.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Records = [.. piece], Results = [.. sent] });
            Assert.Equal(piece.Count + sent.Count, outcome.Accepted + outcome.Updated + outcome.Duplicate + outcome.Superseded + outcome.Rejected.Length);
            at += take;
        }

        await test.Database.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Results = [.. left] });
    }

    /// <summary>Few ids, so that much of it meets; on two days, so that midnight is crossed, and on two long before: a day is no part of who an observation is.</summary>
    private static IEnumerable<UsageRecord> Observations(Random random, int count)
    {
        string?[] messages = ["m1", "m2", "m3", "m4", null, null];
        string?[] requests = ["r1", "r2", "r3", null];
        string?[] projects = ["p1", "p2", null];
        string[] models = ["claude-opus-4-8", "claude-haiku-5-5[1m]", "no-such-model"];
        for (var i = 0; i < count; i++)
        {
            yield return new UsageRecord
            {
                Source = random.Next(2) == 0 ? UsageSource.Transcript : UsageSource.Rest,
                OccurredAtMs = random.Next(8) == 0 ? null : Noon + random.Next(0, (int)Day) - (random.Next(3) == 0 ? 40 * Day : 0),
                MessageId = messages[random.Next(messages.Length)],
                RequestId = requests[random.Next(requests.Length)],
                SourceEventId = random.Next(2) == 0 ? "s" + random.Next(3) : null,
                Session = random.Next(4) == 0 ? null : "session-" + random.Next(2),
                Model = models[random.Next(models.Length)],
                Project = projects[random.Next(projects.Length)],
                Entrypoint = random.Next(3) == 0 ? "sdk-cli" : null,
                IsCopy = random.Next(4) == 0,
                Tokens = new TokenCounts(random.Next(3), random.Next(3), 0, random.Next(2), 1_000),
                StatedCost = random.Next(5) == 0 ? new Nanodollars(random.Next(100)) : null,
                AuthoritativeCost = random.Next(9) == 0 ? new Nanodollars(random.Next(100)) : null,
            };
        }
    }

    private static IEnumerable<RunResult> Results(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return new RunResult
            {
                Session = "session-" + random.Next(3),
                Id = "result-" + random.Next(count),
                AtMs = Noon + random.Next(0, (int)Day),
                Sequence = i,
                Total = new Nanodollars(random.Next(50_000_000)),
                Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(random.Next(5), random.Next(9), 0, 0, 5_000), 0, new Nanodollars(random.Next(50_000_000)))],
            };
        }
    }
}
