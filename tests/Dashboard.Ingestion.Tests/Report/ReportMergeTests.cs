using System.Text;
using Dashboard.Cli.Report;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Report;

/// <summary>The compact merge of the report against the general one, on lines that collide in every way.</summary>
public sealed class ReportMergeTests
{
    [Fact]
    public void The_compact_merge_of_a_report_answers_what_the_general_merge_answers()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(0, random.Next(2, 14)).Select(_ => ALine(random)).ToList();

            var reports = Enum.GetValues<Grouping>().ToDictionary(g => g, g => Compact(lines, g, random));

            var expected = General(lines);
            foreach (var (by, report) in reports)
            {
                Assert.Equal(expected.Count, report.Totals.Events);
                Assert.Equal(expected.Sum(e => e.Tokens.Sum), report.Totals.Tokens.Sum);
                Assert.Equal(expected.Sum(e => Rater.Rate(e, PriceBook.Shipped).Effective?.Value ?? 0), report.Totals.Cost.Value);
                foreach (var group in expected.GroupBy(e => KeyOf(e, by)))
                {
                    var row = Assert.Single(report.Rows, r => r.Key == group.Key);
                    Assert.Equal(group.Count(), row.Events);
                    Assert.Equal(group.Sum(e => e.Tokens.Sum), row.Tokens.Sum);
                }
            }
        }
    }

    private static List<UsageRecord> General(List<string> lines)
    {
        var records = Reading.Of(string.Join('\n', lines) + "\n").Records;
        var components = records.GroupBy(UsageIdentity.PrimaryOf).Select(g => g.Skip(1).Aggregate(MergedUsage.Of(g.First()), (m, r) => m.With(r))).ToList();
        var messages = components.Where(c => c.Winner.MessageId is not null).ToList();
        foreach (var alone in components.Where(c => c.Winner is { MessageId: null, RequestId: not null }).ToList())
        {
            var home = messages.FindIndex(m => records.Any(r => r.MessageId == m.Effective().MessageId && r.RequestId == alone.Winner.RequestId));
            if (home >= 0)
            {
                messages[home] = messages[home].With(alone);
                components.Remove(alone);
            }
        }

        return [.. messages.Concat(components.Where(c => c.Winner.MessageId is null)).Select(m => m.Effective())];
    }

    private static UsageReport Compact(List<string> lines, Grouping by, Random random)
    {
        var names = new Names();
        ReportSink[] sinks = [new(names), new(names)];
        foreach (var line in lines.OrderBy(_ => random.Next()))
        {
            var reader = new UsageFileReader(new FileContext("f", Reading.FileTime), sinks[random.Next(2)]);
            reader.Push(Encoding.UTF8.GetBytes(line + "\n"));
            reader.Complete(isFinal: true);
        }

        return new ReportBuilder(names, new ReportOptions(by, TimeZoneInfo.Utc, null, null)).Build(sinks);
    }

    private static string KeyOf(UsageRecord record, Grouping by) => by switch
    {
        Grouping.Day => record.AtMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd") : "(no date)",
        Grouping.Month => record.AtMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM") : "(no date)",
        Grouping.Model => record.Model,
        Grouping.Session => record.Session ?? "(no session)",
        Grouping.Project => record.Project ?? "(no project)",
        Grouping.Pool => PoolRules.Shipped.Decide(record).ToString().ToLowerInvariant(),
    };

    // Requests of different messages never share a request id here: which message then takes a line without one is a matter of hashes.
    private static string ALine(Random random)
    {
        var message = random.Next(4);
        var id = message == 0 ? "" : $""","id":"msg_{message}" """;
        var request = random.Next(3) == 0 ? "" : $""","requestId":"req_{(message == 0 ? random.Next(1, 4) : message)}{(random.Next(5) == 0 ? "b" : "")}" """;
        var uuid = random.Next(4) == 0 ? "" : $""","uuid":"0000000{random.Next(6)}-0000-4000-8000-000000000001" """;
        var session = random.Next(4) == 0 ? "" : $""","sessionId":"s{random.Next(2)}" """;
        var cwd = random.Next(3) == 0 ? "" : $""","cwd":"/w/p{random.Next(2)}" """;
        var entry = random.Next(3) == 0 ? "" : $""","entrypoint":"{(random.Next(2) == 0 ? "cli" : "sdk-cli")}" """;
        var time = $""","timestamp":"2026-11-0{random.Next(1, 4)}T09:00:01.000Z" """;
        var side = random.Next(3) == 0 ? ""","isSidechain":true""" : "";
        var model = random.Next(3) == 0 ? "claude-opus-5-5" : "claude-haiku-4-5-20251001";
        return $$$"""{"type":"assistant"{{{request}}}{{{uuid}}}{{{session}}}{{{cwd}}}{{{entry}}}{{{time}}}{{{side}}},"message":{"model":"{{{model}}}"{{{id}}},"usage":{"input_tokens":{{{random.Next(9, 12)}}},"output_tokens":{{{random.Next(2)}}},"cache_read_input_tokens":{{{random.Next(9, 12)}}} } } }""";
    }
}
