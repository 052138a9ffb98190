using System.Text;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Readers;

public sealed class TranscriptReaderTests
{
    [Fact]
    public void Every_usage_field_of_a_line_is_read()
    {
        var line = """{"type":"assistant","timestamp":"2026-11-03T09:00:01.250Z","sessionId":"s1","requestId":"req_1","uuid":"u2","isSidechain":false,"entrypoint":"sdk-cli","cwd":"/home/someone/secret/app","costUSD":1.5,"message":{"id":"msg_1","model":"claude-opus-5-5","content":[{"type":"text","text":"private words"}],"usage":{"input_tokens":2,"output_tokens":121,"cache_read_input_tokens":23000,"cache_creation_input_tokens":12500,"cache_creation":{"ephemeral_5m_input_tokens":7,"ephemeral_1h_input_tokens":12000},"server_tool_use":{"web_search_requests":3},"speed":"fast","inference_geo":"us","service_tier":"batch"}}}""";

        var record = Assert.Single(Reading.Of(line).Records);

        Assert.Equal(UsageSource.Transcript, record.Source);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 9, 0, 1, 250, TimeSpan.Zero).ToUnixTimeMilliseconds(), record.OccurredAtMs);
        Assert.Equal("msg_1", record.MessageId);
        Assert.Equal("req_1", record.RequestId);
        Assert.Equal("u2", record.SourceEventId);
        Assert.Equal("s1", record.Session);
        Assert.Equal("claude-opus-5-5", record.Model);
        Assert.Equal(new TokenCounts(2, 121, 500, 12000, 23000), record.Tokens);
        Assert.Equal(3, record.WebSearches);
        Assert.Equal("fast", record.Speed);
        Assert.Equal("us", record.Geo);
        Assert.True(record.Batch);
        Assert.Equal("sdk-cli", record.Entrypoint);
        Assert.Equal("app", record.Project);
        Assert.Equal("1.5", record.StatedCost.ToString());
        Assert.Null(record.AuthoritativeCost);
        Assert.DoesNotContain("private", record.ToString());
        Assert.DoesNotContain("secret", record.ToString());
    }

    [Theory]
    [InlineData("""{"cache_creation_input_tokens":10,"cache_creation":{"ephemeral_1h_input_tokens":4}}""", 6, 4)]
    [InlineData("""{"cache_creation_input_tokens":10}""", 10, 0)]
    [InlineData("""{"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4}}""", 3, 4)]
    [InlineData("""{"cache_creation_input_tokens":null,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4}}""", 3, 4)]
    [InlineData("""{"cache_creation_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":4}}""", 0, 4)]
    [InlineData("""{"cache_creation_input_tokens":5,"cache_creation":null}""", 5, 0)]
    public void Five_minute_writes_are_the_rest_of_the_total_and_never_below_zero(string usage, long fiveMinutes, long oneHour)
    {
        var tokens = Assert.Single(Reading.Of(Reading.ALine(usage: usage)).Records).Tokens;

        Assert.Equal((fiveMinutes, oneHour), (tokens.CacheWrite5m, tokens.CacheWrite1h));
    }

    [Theory]
    [InlineData("""{"type":"assistant","message":{"model":"<synthetic>","usage":{"input_tokens":5,"output_tokens":5}}}""")]
    [InlineData("""{"type":"assistant","isApiErrorMessage":true,"message":{"model":"claude-opus-5","usage":{"input_tokens":5,"output_tokens":5}}}""")]
    [InlineData("""{"type":"user","message":{"content":"x"},"toolUseResult":{"usage":{"input_tokens":5,"output_tokens":5}}}""")]
    [InlineData("""{"toolUseResult":{"usage":{"input_tokens":5}},"message":{"usage":{"input_tokens":5}},"type":"user"}""")]
    [InlineData("""{"type":"cost-state","totalCostUSD":3,"modelUsage":{"claude-opus-5":{"inputTokens":5,"costUSD":3}}}""")]
    [InlineData("""{"type":"assistant","message":{"model":"claude-opus-5","usage":null}}""")]
    [InlineData("""{"type":"assistant","message":{"model":"claude-opus-5","usage":[]}}""")]
    [InlineData("""{"type":"assistant","message":{"model":"claude-opus-5","content":[{"usage":{"input_tokens":5}}]}}""")]
    [InlineData("""{"type":"assistant","message":"hello","usage":{"input_tokens":5}}""")]
    [InlineData("""{"type":"progress","data":{"message":{"type":"user","message":{"usage":{"input_tokens":5}}}}}""")]
    [InlineData("""{"type":"progress","data":"x"}""")]
    public void What_is_no_answer_of_the_model_is_no_usage(string line)
    {
        var read = Reading.Of(line);

        Assert.Empty(read.Records);
        Assert.Empty(read.Results);
        Assert.Empty(read.Issues);
    }

    [Fact]
    public void A_progress_line_carries_a_copy_with_its_own_ids_and_time()
    {
        var line = """{"sessionId":"s1","cwd":"/w/app","type":"progress","uuid":"outer","timestamp":"2026-02-12T17:00:00.000Z","data":{"message":{"type":"assistant","timestamp":"2026-02-12T16:00:00.000Z","message":{"id":"msg_9","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":3,"output_tokens":3}},"requestId":"req_9","uuid":"inner"},"type":"agent_progress"}}""";

        var record = Assert.Single(Reading.Of(line).Records);

        Assert.True(record.IsCopy);
        Assert.Equal(("msg_9", "req_9", "inner", "s1", "app"), (record.MessageId, record.RequestId, record.SourceEventId, record.Session, record.Project));
        Assert.Equal(new DateTimeOffset(2026, 2, 12, 16, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), record.OccurredAtMs);
    }

    [Theory]
    [InlineData(""","isSidechain":true""", true)]
    [InlineData(""","isSidechain":true,"agentId":"a1" """, false)]
    [InlineData(""","isSidechain":false""", false)]
    [InlineData(""","forkedFrom":{"sessionId":"s0"}""", true)]
    public void A_sidechain_inside_a_main_file_and_a_fork_are_copies(string more, bool isCopy)
    {
        Assert.Equal(isCopy, Assert.Single(Reading.Of(Reading.ALine(more: more)).Records).IsCopy);
    }

    [Theory]
    [InlineData("\"id\":null")]
    [InlineData("\"requestId\":null,\"sessionId\":null,\"cwd\":null,\"timestamp\":null,\"entrypoint\":\"\"")]
    [InlineData("\"requestId\":7,\"sessionId\":{\"a\":1},\"cwd\":[1,[2]],\"timestamp\":false")]
    public void Nulls_and_other_kinds_are_absent(string more)
    {
        var record = Assert.Single(Reading.Of(Reading.ALine(more: "," + more)).Records);

        Assert.Null(record.RequestId);
        Assert.Equal(3, record.Tokens.Sum);
    }

    [Theory]
    [InlineData("\"12\"", 12)]
    [InlineData("12.0", 12)]
    [InlineData("1.2e1", 12)]
    [InlineData("null", 0)]
    [InlineData("1000000000", 1_000_000_000)]
    public void A_count_may_be_written_in_other_ways(string count, long expected)
    {
        Assert.Equal(expected, Assert.Single(Reading.Of(Reading.ALine(usage: $$"""{"input_tokens":{{count}}}""")).Records).Tokens.Input);
    }

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1000000001")]
    [InlineData("99999999999999999999999")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_count_that_is_none_costs_its_line_and_no_other(string count)
    {
        var read = Reading.Of(Reading.ALine("a") + "\n" + Reading.ALine("b", $$"""{"input_tokens":{{count}}}""") + "\n" + Reading.ALine("c") + "\n");

        Assert.Equal(["a", "c"], read.Records.Select(r => r.MessageId));
        Assert.Equal(2, Assert.Single(read.Issues).Line);
    }

    [Fact]
    public void Bom_crlf_blank_lines_invalid_utf8_and_deep_nesting_stop_nothing()
    {
        var deep = Reading.ALine("deep", more: ",\"x\":" + new string('[', 5000) + new string(']', 5000));
        byte[] bytes =
        [
            .. "\uFEFF"u8,
            .. Encoding.UTF8.GetBytes(Reading.ALine("a") + "\r\n\r\n   \r\n"),
            .. Encoding.UTF8.GetBytes(Reading.ALine("b", more: ",\"note\":\"")[..^1].Replace("\"note\":\"", "\"note\":\"@@\"")).SelectMany(b => b == '@' ? [(byte)0xFF] : new[] { b }),
            .. "}\r\n"u8,
            .. Encoding.UTF8.GetBytes(deep + "\n" + Reading.ALine("c")),
        ];

        var read = Reading.Of(bytes);

        Assert.Equal(["a", "b", "deep", "c"], read.Records.Select(r => r.MessageId));
        Assert.Empty(read.Issues);
    }

    [Fact]
    public void A_line_of_a_megabyte_is_a_line()
    {
        var read = Reading.Of(Reading.ALine("a", more: $",\"x\":\"{new string('y', 3_000_000)}\"") + "\n" + Reading.ALine("b") + "\n", pieceSize: 100_000);

        Assert.Equal(["a", "b"], read.Records.Select(r => r.MessageId));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("""{"type":"assistant","message":{"id":"x",""")]
    [InlineData("""{"type":"user","message":"cut""")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("[1,2]")]
    [InlineData("\0\0\0")]
    public void A_broken_line_is_an_issue_with_its_number(string broken)
    {
        var read = Reading.Of(Reading.ALine("a") + "\n" + broken + "\n" + Reading.ALine("b") + "\n");

        Assert.Equal(["a", "b"], read.Records.Select(r => r.MessageId));
        var issue = Assert.Single(read.Issues);
        Assert.Equal(("f", 2), (issue.File, issue.Line));
    }

    [Fact]
    public void Pieces_of_any_size_read_the_same()
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf("clients", "claude-code-2.1.197", "results", "stream-subagent.jsonl"));
        var whole = Reading.Of(bytes);

        foreach (var size in new[] { 1, 2, 7, 100, 1023 })
        {
            var pieces = Reading.Of(bytes, size);
            Assert.Equal(whole.Records, pieces.Records);
            Assert.Equal(whole.Results.Select(r => (r.Id, r.AtMs, r.Total)), pieces.Results.Select(r => (r.Id, r.AtMs, r.Total)));
        }
    }

    [Fact]
    public void A_growing_file_is_read_to_its_last_whole_line_and_continued()
    {
        var bytes = File.ReadAllBytes(Fixtures.PathOf("transcripts", "claude-p-2.1.17", "2b4ed4c0-b905-41de-9238-273db3ec737a.jsonl"));
        var whole = Reading.Of(bytes);

        for (var cut = 0; cut < bytes.Length; cut += 997)
        {
            var batch = new UsageBatch();
            var first = new UsageFileReader(new FileContext("f", 1), batch);
            first.Push(bytes.AsSpan(0, cut));
            var position = ReadPosition.Decode(first.Complete(isFinal: false).Encode())!;
            Assert.True(position.Offset <= cut);
            var second = new UsageFileReader(new FileContext("f", 1), batch, position);
            second.Push(bytes.AsSpan((int)position.Offset));
            var end = second.Complete(isFinal: true);

            Assert.Equal(whole.Records, batch.Records);
            Assert.Empty(batch.Issues);
            Assert.Equal(bytes.Length, end.Offset);
        }
    }

    [Fact]
    public void A_cut_last_line_is_an_issue_only_in_a_file_that_is_final()
    {
        var text = Reading.ALine("a") + "\n" + Reading.ALine("b")[..60];

        Assert.Empty(Reading.Of(text, isFinal: false).Issues);
        Assert.Equal(2, Assert.Single(Reading.Of(text, isFinal: true).Issues).Line);
    }

    [Fact]
    public void Issues_of_one_file_are_capped_and_the_rest_is_counted()
    {
        var read = Reading.Of(string.Concat(Enumerable.Repeat("broken\n", 2500)) + Reading.ALine("a"));

        Assert.Equal(1001, read.Issues.Count);
        Assert.Equal("and 1500 more issues in this file", read.Issues[^1].Reason);
        Assert.Single(read.Records);
    }

    [Theory]
    [InlineData("\"a \\\" } ] , \\\\\"")]
    [InlineData("[{\"type\":\"text\",\"text\":\"}]\\\"{[\",\"usage\":{\"input_tokens\":99}},[[],{}]]")]
    [InlineData("{\"usage\":{\"input_tokens\":99},\"content\":\"]\"}")]
    [InlineData("[\"\\u00zz is no escape\"]")]
    [InlineData("null")]
    [InlineData("12")]
    [InlineData("[ ]")]
    public void Whatever_the_content_is_it_is_skipped_wherever_it_stands(string content)
    {
        foreach (var spaces in new[] { "", " \t" })
        {
            var c = $"\"content\":{spaces}{content}{spaces}";
            string[] messages = [$"\"id\":\"a\",{c},\"model\":\"m\",{U}", $"\"id\":\"a\",\"model\":\"m\",{U},{c}", $"\"id\":\"a\",{c},{c},\"model\":\"m\",{U}"];
            foreach (var message in messages)
            {
                var read = Reading.Of("{\"type\":\"assistant\",\"message\":{" + message + "},\"sessionId\":\"s\"}\n" + Reading.ALine("next"));

                Assert.Equal(["a", "next"], read.Records.Select(r => r.MessageId));
                Assert.Equal(("s", "m", 7), (read.Records[0].Session, read.Records[0].Model, read.Records[0].Tokens.Input));
            }
        }
    }

    [Theory]
    [InlineData("\"content\":[\"never ends,\"model\":\"m\"")]
    [InlineData("\"content\":[[1,2],\"model\":\"m\"")]
    [InlineData("\"content\":[1]]")]
    [InlineData("\"content\":[1] \"model\":\"m\"")]
    [InlineData("\"content\":")]
    public void Content_that_does_not_end_is_a_broken_line(string rest)
    {
        var read = Reading.Of("{\"type\":\"assistant\",\"message\":{\"id\":\"a\"," + U + "," + rest + "}}\n" + Reading.ALine("next"));

        Assert.Equal(["next"], read.Records.Select(r => r.MessageId));
        Assert.Single(read.Issues);
    }

    private const string U = "\"usage\":{\"input_tokens\":7}";

    [Theory]
    [InlineData("/home/dev/project", "project")]
    [InlineData("/home/dev/project/", "project")]
    [InlineData("C:\\\\Users\\\\dev\\\\app", "app")]
    [InlineData("/", null)]
    [InlineData("C:\\\\", null)]
    public void The_project_is_the_last_segment_of_the_working_directory(string cwd, string? project)
    {
        Assert.Equal(project, Assert.Single(Reading.Of(Reading.ALine(more: $",\"cwd\":\"{cwd}\"")).Records).Project);
    }
}
