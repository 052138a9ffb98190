using System.Text;

namespace Dashboard.Ingestion.Tests.Readers;

public sealed class DatedAheadTests
{
    /// <summary>2026-11-03T09:00:01Z, the instant of <see cref="Reading.ALine"/>.</summary>
    private const long Now = 1_793_696_401_000;
    private const string Ahead = "2026-11-04T09:00:01.001Z";

    [Fact]
    public void A_line_more_than_a_day_ahead_is_an_issue_with_its_line_and_lends_its_time_to_nothing()
    {
        var result = """{"type":"result","session_id":"s1","uuid":"r1","total_cost_usd":0.5}""";
        var undated = Line("c", "x").Replace("\"timestamp\":\"x\",", "", StringComparison.Ordinal);

        var batch = Read($"{Line("a", "2026-11-04T09:00:01.000Z")}\n{Line("b", Ahead)}\n{undated}\n{result}\n");

        var issue = Assert.Single(batch.Issues);
        Assert.Equal((2L, "It is dated more than 1 day ahead of now."), (issue.Line, issue.Reason));
        Assert.Equal(["a", "c"], batch.Records.Select(r => r.MessageId));
        Assert.Equal(Now + 86_400_000, batch.Records[1].StandInAtMs);
        Assert.Equal(Now + 86_400_000, Assert.Single(batch.Results).AtMs);
    }

    [Fact]
    public void A_record_of_the_usage_api_in_a_file_and_a_result_in_a_file_of_a_future_time_are_held_to_the_same()
    {
        var record = $$"""{"at":"{{Ahead}}","model":"claude-opus-4-8","inputTokens":1}""";
        var result = """{"type":"result","session_id":"s1","uuid":"r1","total_cost_usd":0.5}""";

        var records = Read($"{record.Replace(Ahead, "2026-11-03T09:00:00Z", StringComparison.Ordinal)}\n{record}\n");
        var results = Read($"\n{result}\n", fileTime: Now + 86_400_001);

        Assert.Equal((1, 2L), (records.Records.Count, Assert.Single(records.Issues).Line));
        Assert.Equal((0, 2L), (results.Results.Count, Assert.Single(results.Issues).Line));
    }

    [Fact]
    public void Where_nothing_is_kept_nothing_is_ahead()
    {
        Assert.Single(Reading.Of(Line("a", "2031-01-01T00:00:00Z")).Records);
    }

    private static UsageBatch Read(string text, long fileTime = Reading.FileTime)
    {
        var batch = new UsageBatch();
        var reader = new UsageFileReader(new FileContext("f", fileTime, ReceivedAtMs: Now), batch);
        reader.Push(Encoding.UTF8.GetBytes(text));
        reader.Complete(isFinal: true);
        return batch;
    }

    private static string Line(string id, string at) => Reading.ALine(id).Replace("2026-11-03T09:00:01.000Z", at, StringComparison.Ordinal);
}
