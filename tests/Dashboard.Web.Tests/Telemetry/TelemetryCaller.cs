using System.Net.Http.Headers;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Telemetry;

/// <summary>A client that exports telemetry.</summary>
internal static class TelemetryCaller
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>2026-11-20T09:00:00Z.</summary>
    public const long At = 1_795_165_200_000;

    public static TestKit.Telemetry.TelemetryRecord Request(string id, long output = 100, params (string, object)[] more) => new(
        "claude_code.api_request",
        At * 1_000_000,
        [("model", "claude-opus-4-8"), ("input_tokens", 1_000), ("output_tokens", output), ("cost_usd", 0.0075), ("request_id", id), ("session.id", "s1"), ("app.entrypoint", "sdk-cli"), .. more]);

    public static TestKit.Telemetry.TelemetryRecord Refusal(int status, string text, int sequence, params (string, object)[] more) => new(
        "claude_code.api_error", At * 1_000_000, [("error", text), ("status_code", status), ("event.sequence", sequence), ("session.id", "s1"), .. more]);

    public static async Task<HttpResponseMessage> ExportAsync(this HttpClient caller, string path, byte[] body, string? type, bool packed = false, bool chunked = false)
    {
        using HttpContent content = new StreamContent(new MemoryStream(packed ? ApiCaller.Pack(body) : body));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        if (packed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        return await caller.SendAsync(request);
    }

    /// <summary>An organisation with the seats 1, ana@example.org of team Blue, and 2, ben@example.org of team Red.</summary>
    public static async Task FoundAsync(this WebHost host)
    {
        var from = new DateOnly(2026, 11, 1);
        DecisionBody[] bodies =
            [new OrganisationCreated("Example", "UTC", from), new SeatAdded(-1, "ana@example.org", "", "pro", "Blue", null, 1, from), new SeatAdded(-2, "ben@example.org", "", "pro", "Red", null, 1, from)];
        Assert.IsNotType<AppendResult.Refused>(await host.Services.GetRequiredService<Database>().Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, 1_793_491_200_000))], "test", At));
    }
}
