using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using FsCheck;
using FsCheck.Fluent;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class StreamedLinesTests
{
    [Theory, BothDatabases]
    public async Task Lines_of_one_message_written_together_leave_what_they_leave_one_by_one(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var other = await test.Database.Decisions.RegisterSourceAsync("another laptop", "folder", Noon);

        // FsCheck wants an answer now, and the database gives it later: this one place waits.
        Prop.ForAll<int>(seed => Task.Run(() => IsTheSameAsync(test, other, seed)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(provider == DatabaseProvider.Sqlite ? 40 : 12));
    }

    private static async Task IsTheSameAsync(UsageTest test, int other, int seed)
    {
        var random = new Random(seed);
        var known = Streams(random, 3).ToList();
        var records = Streams(random, 8).ToList();

        await test.ClearAsync();
        await test.WriteAsync(other, known);
        var oneByOne = new int[3];
        foreach (var record in records)
        {
            Add(oneByOne, await test.WriteAsync(record));
        }

        var expected = await test.ContentsAsync();
        await test.ClearAsync();
        await test.WriteAsync(other, known);
        var together = new int[3];
        Add(together, await test.WriteAsync(records));

        Assert.Equal(expected, await test.ContentsAsync());
        Assert.Equal(oneByOne, together);
    }

    private static void Add(int[] counts, WriteOutcome outcome)
    {
        counts[0] += outcome.Accepted;
        counts[1] += outcome.Updated + outcome.Duplicate;
        counts[2] += outcome.Rejected.Length;
    }

    /// <summary>Messages as transcripts hold them: several lines that differ in little, now and then over midnight, without an instant, out of order, of a copy, or with another request id.</summary>
    private static IEnumerable<UsageRecord> Streams(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var line = Message("m" + random.Next(6), Noon + (random.Next(4) * (Day / 4)), random.Next(3)) with
            {
                IsCopy = random.Next(4) == 0,
                SeatEmail = random.Next(5) == 0 ? "ada@example.com" : null,
                Project = random.Next(3) == 0 ? "shop" : null,
            };
            for (var lines = random.Next(1, 6); lines > 0; lines--)
            {
                yield return line;
                line = line with
                {
                    OccurredAtMs = random.Next(10) == 0 ? null : Noon + random.Next((int)Day),
                    Tokens = line.Tokens with { Output = random.Next(4) == 0 ? 2_000_000_000 : random.Next(5), CacheRead = random.Next(2) },
                    RequestId = random.Next(8) == 0 ? "r" + random.Next(3) : line.RequestId,
                    SourceEventId = random.Next(2) == 0 ? "line-" + random.Next(50) : null,
                    Session = random.Next(6) == 0 ? null : "session-" + random.Next(2),
                    Entrypoint = random.Next(3) == 0 ? "cli" : null,
                    SeatEmail = random.Next(9) == 0 ? "grace@example.com" : line.SeatEmail,
                    Model = random.Next(9) == 0 ? "claude-haiku-5-5" : line.Model,
                };
            }
        }
    }
}
