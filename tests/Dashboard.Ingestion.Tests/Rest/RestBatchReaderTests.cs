using System.Text;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Rest;

namespace Dashboard.Ingestion.Tests.Rest;

public sealed class RestBatchReaderTests
{
    private const string Full = """{"id":"e1","seat":"ana@example.test","at":"2026-11-03T09:00:01+01:00","model":"claude-opus-5-5","inputTokens":1,"outputTokens":2,"cacheWrite5mTokens":3,"cacheWrite1hTokens":4,"cacheReadTokens":5,"webSearches":6,"session":"s1","requestId":"req_1","messageId":"msg_1","entrypoint":"sdk-ts","project":"/w/app","costUsd":"0.5","speed":"fast","geo":"us","batch":true,"tags":{"team":"red","ticket":"7"}}""";

    [Fact]
    public void Every_field_of_a_record_is_read()
    {
        var (place, record) = Assert.Single(Read("[" + Full + "]").Records);

        Assert.Equal(0, place);
        Assert.Equal(UsageSource.Rest, record.Source);
        Assert.Equal("ci:e1", record.SourceEventId);
        Assert.Equal("ana@example.test", record.SeatEmail);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 8, 0, 1, TimeSpan.Zero).ToUnixTimeMilliseconds(), record.OccurredAtMs);
        Assert.Equal(new TokenCounts(1, 2, 3, 4, 5), record.Tokens);
        Assert.Equal((6, "s1", "req_1", "msg_1", "sdk-ts", "app"), (record.WebSearches, record.Session, record.RequestId, record.MessageId, record.Entrypoint, record.Project));
        Assert.Equal(("fast", "us", true), (record.Speed, record.Geo, record.Batch));
        Assert.Equal("0.5", record.StatedCost.ToString());
        Assert.Null(record.AuthoritativeCost);
        Assert.Equal("red", record.Tags!["team"]);
    }

    [Fact]
    public void What_a_record_says_about_who_caused_it_is_kept_as_identities()
    {
        var record = Assert.Single(Read("""[{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"account":"a-1","user":"u-1","apiKey":"ci","workspace":"w","host":"build-7","repository":"https://github.example/acme/shop.git","workflow":"nightly","app":"bot","tags":{"team":"red"}}]""").Records).Record;

        Assert.Equal(("shop", "acme/shop", "nightly", "bot"), (record.Project, record.Repository, record.Workflow, record.App));
        Assert.Equal(
            [(IdentityKind.AccountId, "a-1"), (IdentityKind.UserId, "u-1"), (IdentityKind.ApiKey, "ci"), (IdentityKind.Workspace, "w"), (IdentityKind.Host, "build-7"), (IdentityKind.Repository, "acme/shop"), (IdentityKind.Workflow, "nightly"), (IdentityKind.Attribute, "team=red")],
            StatedIdentities.Of(record).Select(i => (i.Kind, i.Value)));
    }

    [Fact]
    public void A_field_that_no_record_has_is_named_once()
    {
        var read = Read("""[{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"modle":"x","hostname":"h"},{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"hostname":"h"}]""");

        Assert.Equal(["hostname", "modle"], read.UnknownFields);
        Assert.Equal(2, read.Records.Count);
        Assert.Empty(Read("[" + Full + "]").UnknownFields);
    }

    [Fact]
    public void A_cost_without_tokens_is_authoritative()
    {
        var record = Assert.Single(Read("""[{"at":"2026-11-03T09:00:01Z","model":"m","costUsd":7.5e-05}]""").Records).Record;

        Assert.Equal("0.000075", record.AuthoritativeCost.ToString());
        Assert.Null(record.StatedCost);
    }

    [Theory]
    [InlineData("""{"model":"m","inputTokens":1}""", "at is missing.")]
    [InlineData("""{"at":null,"model":"m","inputTokens":1}""", "at is missing.")]
    [InlineData("""{"at":"yesterday","model":"m","inputTokens":1}""", "at is not an instant such as 2026-11-20T09:30:00Z.")]
    [InlineData("""{"at":5,"model":"m","inputTokens":1}""", "at is not an instant such as 2026-11-20T09:30:00Z.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","inputTokens":1}""", "model is missing.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":" ","inputTokens":1}""", "model is missing.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":4,"inputTokens":1}""", "model is not a text.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m"}""", "One token count or costUsd is needed.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","webSearches":1}""", "One token count or costUsd is needed.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":-1}""", "inputTokens is not a whole number from 0 to 1,000,000,000.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","outputTokens":"x"}""", "outputTokens is not a whole number from 0 to 1,000,000,000.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","costUsd":-1}""", "costUsd is not an amount of USD from 0 to 1,000,000.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","costUsd":1000001}""", "costUsd is not an amount of USD from 0 to 1,000,000.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"batch":"yes"}""", "batch is not true or false.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"tags":[1]}""", "tags is not an object of texts.")]
    [InlineData("""{"at":"2026-11-03T09:00:01Z","model":"m","inputTokens":1,"tags":{"a":1}}""", "tags is not an object of at most 32 texts of at most 256 characters.")]
    public void A_record_that_cannot_be_used_says_why(string record, string reason)
    {
        var read = Read("[" + Full + "," + record + "," + Full + "]");

        Assert.Equal((1, 1L, reason), Assert.Single(read.Rejected));
        Assert.Equal([0, 2], read.Records.Select(r => r.Place));
        Assert.Equal(3, read.Sent);
    }

    [Fact]
    public void One_record_a_line_is_a_batch_too_and_a_broken_line_names_its_line()
    {
        var read = Read(Full + "\n{\"at\":\n" + Full + "\r\n");

        Assert.Equal(2, read.Records.Count);
        Assert.Equal((1, 2L, "The record is not valid JSON."), Assert.Single(read.Rejected));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_element_that_is_no_object_is_counted_at_its_place(int pieceSize)
    {
        var read = Read("[1, \"a, {\\\"b\", " + Full + ",null,\n[true, -2.5e3]," + Full + ",\"\"]", pieceSize);

        Assert.Equal([2, 6], read.Records.Select(r => r.Place));
        Assert.Equal([(0, 1L), (1, 1L), (3, 1L), (4, 2L), (5, 2L), (7, 2L)], read.Rejected.Select(r => (r.Place, r.Line)));
        Assert.All(read.Rejected, r => Assert.Equal("It is not a JSON object.", r.Reason));
        Assert.Equal(8, read.Sent);
    }

    [Fact]
    public void However_many_cannot_be_used_each_is_counted()
    {
        Assert.Equal(5_000, Read("[" + string.Join(',', Enumerable.Repeat("0", 5_000)) + "]").Rejected.Count);
        Assert.Equal(5_000, Read(string.Concat(Enumerable.Repeat("x\n", 5_000))).Rejected.Count);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_line_only()
    {
        var read = Read("[ don\"t,\n" + Full + "]");

        Assert.Single(read.Records);
        Assert.NotEmpty(read.Rejected);
    }

    [Fact]
    public void The_file_reader_knows_such_records_by_their_shape()
    {
        Assert.Single(Reading.Of(Full + "\n").Records);
        Assert.Equal(2, Reading.Of("[" + Full + "," + Full + "]").Records.Count);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused()
    {
        Assert.Equal("session is longer than 256 characters.", Assert.Single(Read("[" + Full.Replace("\"s1\"", $"\"{new string('x', 257)}\"") + "]").Rejected).Reason);
    }

    private static RestBatchReader Read(string text, int pieceSize = int.MaxValue)
    {
        var reader = new RestBatchReader("ci");
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(pieceSize))
        {
            reader.Push(piece);
        }

        reader.Complete();
        return reader;
    }
}
