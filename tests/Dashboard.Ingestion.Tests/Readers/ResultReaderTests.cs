using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Tests.Readers;

public sealed class ResultReaderTests
{
    private const string AResult = """{"type":"result","subtype":"success","uuid":"r1","session_id":"s1","is_error":false,"total_cost_usd":0.03768,"modelUsage":{"claude-sonnet-5-5":{"inputTokens":40,"outputTokens":900,"cacheReadInputTokens":61000,"cacheCreationInputTokens":9000,"webSearchRequests":0,"costUSD":0.03768}}}""";

    [Theory]
    [InlineData(AResult)]
    [InlineData("[" + AResult + "]")]
    [InlineData("[\n" + AResult + "\n]\n")]
    [InlineData("{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s1\"}\n" + AResult)]
    [InlineData("  [ {\"type\":\"system\",\"cwd\":\"/w/app\",\"session_id\":\"s1\"} , " + AResult + " ] ")]
    public void A_result_is_read_as_an_object_an_array_or_a_stream(string text)
    {
        foreach (var size in new[] { 1, 5, int.MaxValue })
        {
            var read = Reading.Of(text, size);

            var result = Assert.Single(read.Results);
            Assert.Equal(("s1", "r1", "0.03768", Reading.FileTime), (result.Session, result.Id, result.Total.ToString(), result.AtMs));
            var model = Assert.Single(result.Models);
            Assert.Equal(new TokenCounts(40, 900, 9000, 0, 61000), model.Tokens);
            Assert.Equal("0.03768", model.Cost.ToString());
            Assert.Empty(read.Issues);
        }
    }

    [Fact]
    public void A_pretty_printed_result_is_read()
    {
        var pretty = AResult.Replace(",", ",\n  ").Replace("{", "{\n  ");

        Assert.Single(Reading.Of(pretty).Results);
        Assert.Single(Reading.Of("\uFEFF" + pretty.Replace("\n", "\r\n")).Results);
        Assert.Equal(2, Reading.Of(pretty + "\n" + pretty.Replace("r1", "r2")).Results.Count);
    }

    [Fact]
    public void A_result_stands_at_the_newest_timestamp_of_its_file_and_borrows_its_session_and_project()
    {
        var text = """
            {"type":"system","subtype":"init","session_id":"s9","cwd":"/w/app"}
            {"type":"user","session_id":"s9","message":{},"timestamp":"2026-11-20T07:28:38.095Z"}
            {"type":"result","total_cost_usd":0.5}
            {"type":"user","session_id":"s9","message":{},"timestamp":"2026-11-20T08:00:00.000Z"}

            """;

        var result = Assert.Single(Reading.Of(text).Results);

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), result.AtMs);
        Assert.Equal("s9", result.Session);
        Assert.Equal("app", result.Project);
        Assert.Equal(ModelId.NotStated, Assert.Single(result.Models).Model);
    }

    [Fact]
    public void A_result_without_session_and_uuid_is_the_same_result_when_it_comes_again()
    {
        const string Text = """{"type":"result","total_cost_usd":0.5,"usage":{"input_tokens":3}}""";
        var (once, again) = (Assert.Single(Reading.Of(Text).Results), Assert.Single(Reading.Of("[ " + Text + "]").Results));

        Assert.Equal((once.Session, once.Id), (again.Session, again.Id));
    }

    [Fact]
    public void A_cost_of_unknown_basis_is_kept_apart()
    {
        var model = Assert.Single(Assert.Single(Reading.Of(AResult.Replace("\"costUSD\":0.03768", "\"costUSD\":0.03768,\"costBasis\":\"unknown\"")).Results).Models);

        Assert.Null(model.Cost);
        Assert.Equal("0.03768", model.CostOfUnknownBasis.ToString());
    }

    [Fact]
    public void A_cloud_name_of_a_model_gives_way_to_the_vendors()
    {
        var text = AResult.Replace("\"claude-sonnet-5-5\"", "\"us.anthropic.claude-sonnet-5-5-v1:0\"").Replace("\"inputTokens\"", "\"canonicalModel\":\"claude-sonnet-5-5\",\"inputTokens\"");

        Assert.Equal("claude-sonnet-5-5", Assert.Single(Assert.Single(Reading.Of(text).Results).Models).Model);
    }

    [Theory]
    [InlineData("""{"type":"result","total_cost_usd":-1}""")]
    [InlineData("""{"type":"result","total_cost_usd":"NaN"}""")]
    [InlineData("""{"type":"result","total_cost_usd":1e300}""")]
    [InlineData("""{"type":"result","total_cost_usd":1,"modelUsage":{"m":{"inputTokens":-4}}}""")]
    [InlineData("""{"type":"result","subtype":"success"}""")]
    public void A_result_whose_numbers_are_none_is_an_issue(string text)
    {
        var read = Reading.Of(text);

        Assert.Empty(read.Results);
        Assert.Single(read.Issues);
    }

    [Fact]
    public void A_stream_line_without_a_time_stands_where_its_file_does()
    {
        var text = """{"type":"assistant","session_id":"s1","message":{"id":"m1","model":"claude-opus-5","usage":{"output_tokens":1}}}""";

        var record = Assert.Single(Reading.Of(text).Records);

        Assert.Equal(UsageSource.Stream, record.Source);
        Assert.Null(record.OccurredAtMs);
        Assert.Equal(Reading.FileTime, record.AtMs);
    }

    [Theory]
    [InlineData("{\n  \"name\": \"other tool\",\n  \"usage\": { \"input_tokens\": 5 }\n}")]
    [InlineData("{\"resourceLogs\":[{\"resource\":{}}]}")]
    [InlineData("{\"payload\":{\"type\":\"token_count\"},\"type\":\"event_msg\"}\n{\"type\":\"session_meta\"}\n")]
    [InlineData("hello\nworld\n")]
    [InlineData("\n\u0010\0\0\0\u0001\n\0")]
    [InlineData("[1,2,3]")]
    [InlineData("[[{\"a\":1}]]")]
    [InlineData("{\"n\":1,\"id\":\"msg_1\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":11},\"at\":\"2026-11-20T07:28:37.088Z\"}")]
    public void A_file_that_is_not_what_it_claims_gives_issues_and_no_usage(string text)
    {
        var read = Reading.Of(text);

        Assert.Empty(read.Records);
        Assert.Empty(read.Results);
        Assert.NotEmpty(read.Issues);
    }

    [Fact]
    public void An_empty_file_is_nothing()
    {
        Assert.Empty(Reading.Of("").Issues);
        Assert.Empty(Reading.Of("\n\n  \n").Issues);
        Assert.Empty(Reading.Of("[]").Issues);
    }

    [Fact]
    public void A_result_that_is_still_being_written_is_left_until_it_is_whole()
    {
        foreach (var text in new[] { AResult, AResult.Replace(",", ",\n  ").Replace("{", "{\n  ") })
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                var batch = new UsageBatch();
                var first = new UsageFileReader(new FileContext("f", 1), batch);
                first.Push(bytes.AsSpan(0, cut));
                var position = ReadPosition.Decode(first.Complete(isFinal: false).Encode())!;
                var second = new UsageFileReader(new FileContext("f", 1), batch, position);
                second.Push(bytes.AsSpan((int)position.Offset));
                var end = second.Complete(isFinal: false);

                Assert.Equal("r1", Assert.Single(batch.Results).Id);
                Assert.Empty(batch.Issues);
                Assert.Equal(bytes.Length, end.Offset);
            }
        }
    }

    [Theory]
    [InlineData("\uFEFF", "")]
    [InlineData("\uFEFF", "\n")]
    [InlineData("\uFEFF", "\r\n")]
    [InlineData("\n", "\n")]
    [InlineData("\uFEFF\r\n", "\r\n")]
    public void A_whole_result_after_a_byte_order_mark_or_empty_lines_is_read_though_the_file_may_grow(string before, string after)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(before + AResult + after);
        var batch = new UsageBatch();
        var reader = new UsageFileReader(new FileContext("f", 1), batch);
        reader.Push(bytes);
        var end = reader.Complete(isFinal: false);

        Assert.Equal("r1", Assert.Single(batch.Results).Id);
        Assert.Empty(batch.Issues);
        Assert.Equal(bytes.Length, end.Offset);
    }

    [Fact]
    public void An_array_that_grows_is_continued_after_its_last_whole_element()
    {
        var text = "[\n" + AResult + ",\n" + AResult.Replace("r1", "r2") + "\n]\n";
        var batch = new UsageBatch();
        var first = new UsageFileReader(new FileContext("f", 1), batch);
        Reading.Push(first, System.Text.Encoding.UTF8.GetBytes(text[..(AResult.Length + 50)]), 10);
        var position = first.Complete(isFinal: false);
        var second = new UsageFileReader(new FileContext("f", 1), batch, position);
        Reading.Push(second, System.Text.Encoding.UTF8.GetBytes(text[(int)position.Offset..]), 10);
        second.Complete(isFinal: true);

        Assert.Equal(["r1", "r2"], batch.Results.Select(r => r.Id));
        Assert.Equal([0, 1], batch.Results.Select(r => r.Sequence));
        Assert.Empty(batch.Issues);
    }
}
