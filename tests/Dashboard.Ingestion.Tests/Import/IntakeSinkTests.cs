using System.Text;
using Dashboard.Cli.Import;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;

namespace Dashboard.Ingestion.Tests.Import;

public sealed class IntakeSinkTests
{
    [Fact]
    public void A_line_is_kept_without_its_ids_and_with_the_identity_they_give_it()
    {
        var sink = Read(Line("msg_1", "req_1"), Line("msg_1", "req_1"), Line("msg_1", null), Line("msg_12", "req_1"));

        Assert.Equal([Identity("msg_1", "req_1"), Identity("msg_1", "req_1"), Identity("msg_1", null), Identity("msg_12", "req_1")], sink.Identities);
        Assert.All(sink.Records, r => Assert.Equal(("", ""), (r.MessageId, r.SourceEventId)));
        Assert.Equal(["", "", null, ""], sink.Records.Select(r => r.RequestId));
    }

    [Theory]
    [InlineData("mäg")]
    [InlineData("with\\u0000zero")]
    [InlineData("")]
    public void An_id_that_is_not_plain_stays_in_the_record(string id)
    {
        var plain = new UsageBatch();
        Feed(plain, Line(id, "req_1"));

        var sink = Read(Line(id, "req_1"));

        Assert.Equal(plain.Records, sink.Records);
        Assert.Equal(RecordIdentity.Of(plain.Records[0]), Assert.Single(sink.Identities));
    }

    [Fact]
    public void An_id_that_is_too_long_stays_in_the_record_for_storage_to_refuse()
    {
        var sink = new IntakeSink(new Utf8StringCache());
        sink.OnLine(new UsageLine { MessageId = Encoding.UTF8.GetBytes(new string('a', 513)) });
        sink.OnLine(new UsageLine { MessageId = Encoding.UTF8.GetBytes(new string('a', 512)) });

        Assert.Equal([513, 0], sink.Records.Select(r => r.MessageId!.Length));
        Assert.Equal([Identity(new string('a', 513), null), Identity(new string('a', 512), null)], sink.Identities);
    }

    private static IntakeSink Read(params string[] lines)
    {
        var sink = new IntakeSink(new Utf8StringCache());
        Feed(sink, lines);
        return sink;
    }

    private static void Feed(UsageSink sink, params string[] lines)
    {
        var reader = new UsageFileReader(new FileContext("a.jsonl", 0, "test"), sink);
        reader.Push(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        reader.Complete(isFinal: true);
    }

    private static RecordIdentity Identity(string message, string? request) =>
        new(UsageIdentity.Hash(UsageIdKind.Message, message), request is null ? null : UsageIdentity.Hash(UsageIdKind.Request, request));

    private static string Line(string message, string? request) =>
        $$$"""{"type":"assistant","uuid":"u1",{{{(request is null ? "" : $"\"requestId\":\"{request}\",")}}}"timestamp":"2026-11-20T12:00:00Z","sessionId":"s","message":{"id":"{{{message}}}","model":"claude-opus-4-8","usage":{"input_tokens":1,"output_tokens":2} } }""";
}
