using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Tests;

/// <summary>Observations with valid defaults.</summary>
internal static class Records
{
    /// <summary>2026-11-20T12:00:00Z.</summary>
    public const long Noon = 1_795_176_000_000;

    public const long Day = 86_400_000;

    public static UsageRecord Message(string id, long atMs = Noon, long output = 100) => new()
    {
        Source = UsageSource.Transcript,
        OccurredAtMs = atMs,
        MessageId = id,
        RequestId = "req-" + id,
        Session = "session-1",
        Model = "claude-opus-4-8",
        Tokens = new TokenCounts(1_000, output, 10, 20, 3_000),
    };

    public static UsageRecord RequestOnly(string requestId, long atMs = Noon, long output = 100) =>
        Message("x", atMs, output) with { Source = UsageSource.Rest, MessageId = null, RequestId = requestId };

    public static IEnumerable<UsageRecord> Many(int count, int seed = 1)
    {
        var random = new Random(seed);
        string[] models = ["claude-opus-4-8", "claude-sonnet-4-6", "claude-haiku-5-5", "no-such-model"];
        for (var i = 0; i < count; i++)
        {
            yield return new UsageRecord
            {
                Source = UsageSource.Transcript,
                OccurredAtMs = Noon + random.Next(0, (int)Day),
                MessageId = "msg-" + seed.ToString(CultureInfo.InvariantCulture) + "-" + i.ToString(CultureInfo.InvariantCulture),
                RequestId = "req-" + seed.ToString(CultureInfo.InvariantCulture) + "-" + i.ToString(CultureInfo.InvariantCulture),
                Session = "session-" + (i / 20).ToString(CultureInfo.InvariantCulture),
                Model = models[random.Next(models.Length)],
                Project = "project-" + random.Next(3).ToString(CultureInfo.InvariantCulture),
                Entrypoint = random.Next(3) switch { 0 => "cli", 1 => "sdk-cli", _ => null },
                Tokens = new TokenCounts(random.Next(5_000), random.Next(2_000), random.Next(900), random.Next(500), random.Next(90_000)),
            };
        }
    }

    public static Nanodollars Usd(string text) => Credits.Money.Usd.TryParse(text, out var amount) ? amount : throw new FormatException(text);
}
