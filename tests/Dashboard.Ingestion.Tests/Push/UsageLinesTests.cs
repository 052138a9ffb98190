using System.Text;
using System.Text.Json;
using Dashboard.Cli.Push;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Push;

public sealed class UsageLinesTests
{
    [Theory]
    [InlineData("transcripts")]
    [InlineData("results")]
    [InlineData("clients")]
    public void What_is_pushed_reads_as_what_was_read(string folder)
    {
        var files = Directory.EnumerateFiles(Fixtures.PathOf(folder), "*.json*", SearchOption.AllDirectories);
        var seen = 0;
        foreach (var file in files)
        {
            var original = Reading.Of(File.ReadAllBytes(file));

            var pushed = Reading.Of(UsageLines.Of(original.Records));
            var results = Reading.Of(UsageLines.Of(original.Results));

            Assert.Equal(original.Records.Select(Text), pushed.Records.Select(Text));
            Assert.Equal(original.Results.Select(Text), results.Results.Select(Text));
            Assert.Empty(pushed.Issues);
            seen += original.Records.Count + original.Results.Count;
        }

        Assert.True(seen > 0);
    }

    [Fact]
    public void A_record_of_the_usage_API_keeps_its_id_cost_and_tags()
    {
        const string Line = """{"id":"a:1","seat":"jane@example.com","at":"2026-11-20T09:00:00.5Z","model":"claude-opus-4-8","costUsd":"0.25","tags":{"job":"nightly"},"webSearches":2}""";
        var original = Reading.Of(Line + "\n");

        var pushed = Reading.Of(UsageLines.Of(original.Records));

        Assert.Equal(original.Records.Select(Text), pushed.Records.Select(Text));
        Assert.Equal("a:1", original.Records.Single().SourceEventId![1..]);
    }

    [Fact]
    public void Nothing_but_usage_is_in_the_lines()
    {
        const string Line = """{"type":"assistant","timestamp":"2026-11-03T09:00:01.000Z","sessionId":"s1","uuid":"u1","cwd":"/home/jane/private/shop","gitBranch":"secret-branch","message":{"id":"m1","model":"claude-opus-5-5","content":[{"type":"text","text":"a confidential answer"}],"usage":{"input_tokens":1,"output_tokens":2} } }""";

        var pushed = Encoding.UTF8.GetString(UsageLines.Of(Reading.Of(Line + "\n").Records));

        Assert.Contains("\"cwd\":\"shop\"", pushed, StringComparison.Ordinal);
        Assert.DoesNotContain("private", pushed, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", pushed, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", pushed, StringComparison.Ordinal);
    }

    private static string Text(UsageRecord record) => JsonSerializer.Serialize(record with { StandInAtMs = null });

    /// <summary>Its instant travels beside it, and its place is that within what is sent.</summary>
    private static string Text(RunResult result) => JsonSerializer.Serialize(result with { AtMs = 0, Sequence = 0 });
}
