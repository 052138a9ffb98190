using System.Buffers.Binary;
using System.Net;
using Dashboard.Storage.Rows;
using Dashboard.TestKit.Telemetry;
using Dashboard.Web.Security;
using Dashboard.Web.Telemetry;
using Dashboard.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Dashboard.Web.Tests.Telemetry.TelemetryCaller;
using TelemetryBody = Dashboard.TestKit.Telemetry.TelemetryBody;

namespace Dashboard.Web.Tests.Telemetry;

public sealed class GrpcReceiverTests
{
    private const string Logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    [Fact]
    public async Task It_is_off_unless_it_has_an_address()
    {
        using var host = new WebHost();

        Assert.Null(Receiver(host).Address);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Exports_are_taken_plain_and_packed_and_answered_after_the_commit()
    {
        using var host = Host();
        var key = await KeyAsync(host, ApiKeyScopes.Ingest);
        var body = TelemetryBody.Logs(isJson: false, [], Request("a"), Request("b", output: -1));

        var plain = await CallAsync(host, Logs, body, key);
        var packed = await CallAsync(host, Logs, body, key, packed: true);
        var metrics = await CallAsync(host, Metrics, TelemetryBody.Metrics(isJson: false, TelemetryBody.Delta, [], new TelemetryPoint("claude_code.cost.usage", 1, 2, 0.5, ("model", "m"))), key);

        Assert.Equal(("0", "0", "0"), (plain.Status, packed.Status, metrics.Status));
        Assert.Equal(1, (await host.TotalsAsync()).Events);
        Assert.Equal([0x08, 0x01], plain.Answer[2..4]);
        Assert.Empty(metrics.Answer);
    }

    [Fact]
    public async Task What_is_not_taken_has_its_status_in_the_trailers()
    {
        using var host = Host();
        var key = await KeyAsync(host, ApiKeyScopes.Ingest);
        var reader = await KeyAsync(host, ApiKeyScopes.Read);

        Assert.Equal("16", (await CallAsync(host, Logs, [], null)).Status);
        Assert.Equal("16", (await CallAsync(host, Logs, [], "dd_wrong")).Status);
        Assert.Equal("7", (await CallAsync(host, Logs, [], reader)).Status);
        Assert.Equal("3", (await CallAsync(host, Logs, "nonsense"u8.ToArray(), key)).Status);
        Assert.Equal("3", (await CallAsync(host, Logs, [], key, frame: [1, 2, 3])).Status);
        Assert.Equal("3", (await CallAsync(host, Logs, [], key, frame: [1, 0, 0, 0, 2, 9, 9], packed: true)).Status);
        Assert.Equal("12", (await CallAsync(host, "/opentelemetry.proto.collector.trace.v1.TraceService/Export", [], key)).Status);
        Assert.Equal(0, (await host.TotalsAsync()).Events);
    }

    private static WebHost Host() => new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) }.With("Dashboard:Telemetry:Grpc", "http://127.0.0.1:0");

    private static GrpcReceiver Receiver(WebHost host) => host.Services.GetServices<IHostedService>().OfType<GrpcReceiver>().Single();

    private static async Task<string> KeyAsync(WebHost host, ApiKeyScopes scopes) => (await host.ApiKeys.CreateAsync(new ApiKeyRequest("grpc", scopes), Caller.Product)).Key;

    private static async Task<(string Status, byte[] Answer)> CallAsync(WebHost host, string path, byte[] message, string? key, bool packed = false, byte[]? frame = null)
    {
        using var client = new HttpClient();
        var sent = packed ? ApiCaller.Pack(message) : message;
        var framed = new byte[5 + sent.Length];
        framed[0] = packed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), sent.Length);
        sent.CopyTo(framed, 5);
        using var content = new ByteArrayContent(frame ?? framed);
        content.Headers.ContentType = new("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Receiver(host).Address!, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        if (packed)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var trailers = answer.TrailingHeaders.TryGetValues("grpc-status", out var status) || answer.Headers.TryGetValues("grpc-status", out status) ? status.Single() : "none";
        return (trailers, body.Length >= 5 ? body[5..] : []);
    }
}
