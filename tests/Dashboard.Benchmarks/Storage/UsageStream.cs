using System.Globalization;
using Dashboard.Credits.Usage;

namespace Dashboard.Benchmarks.Storage;

/// <summary>Usage of an organisation with 200 seats, about 111,000 requests a day (10 million in 90 days), in the order in which it happens.</summary>
internal static class UsageStream
{
    public const int Sources = 200;
    public const int ChunkSize = 500;

    private const long StartMs = 1_780_272_000_000;
    private const long ChunkMs = 86_400_000L * ChunkSize / 111_111;

    private static readonly string[] Models = ["claude-opus-4-8", "claude-sonnet-4-6", "claude-haiku-5-5", "claude-opus-5-5"];

    /// <summary>The source of a chunk, from 0.</summary>
    public static int SourceOf(int chunk) => chunk % Sources;

    /// <summary>One chunk: 500 requests of one source, in 20 sessions, within four hours.</summary>
    public static UsageRecord[] Chunk(int number)
    {
        var random = new Random(number);
        var records = new UsageRecord[ChunkSize];
        for (var i = 0; i < records.Length; i++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture) + "_" + i.ToString(CultureInfo.InvariantCulture);
            records[i] = new UsageRecord
            {
                Source = UsageSource.Transcript,
                OccurredAtMs = StartMs + (number * ChunkMs) + random.Next(4 * 3_600_000),
                MessageId = "msg_01" + id,
                RequestId = "req_01" + id,
                Session = "session-" + number.ToString(CultureInfo.InvariantCulture) + "-" + (i / 25).ToString(CultureInfo.InvariantCulture),
                Model = Models[random.Next(100) switch { < 60 => 0, < 85 => 1, < 95 => 2, _ => 3 }],
                Project = "project-" + (((number * 7) + (i / 25)) % 40).ToString(CultureInfo.InvariantCulture),
                Entrypoint = random.Next(10) == 0 ? "sdk-cli" : "cli",
                Tokens = new TokenCounts(random.Next(1, 3_000), random.Next(1, 1_500), random.Next(3) == 0 ? random.Next(9_000) : 0, 0, random.Next(200_000)),
            };
        }

        return records;
    }
}
