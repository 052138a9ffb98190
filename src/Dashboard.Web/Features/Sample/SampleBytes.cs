using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;

namespace Dashboard.Web.Features.Sample;

/// <summary>Writes requests as the machines of an organisation send them: records of the usage API, transcripts, results.</summary>
internal static class SampleBytes
{
    /// <summary>Records of the usage API, one a line.</summary>
    public static byte[] Records(IEnumerable<SampleEvent> events) => Lines(events, (json, e) =>
    {
        var id = Id(e);
        json.WriteString("id", id);
        if (e.Seat is not null)
        {
            json.WriteString("seat", e.Seat);
        }

        json.WriteString("at", Instant(e.AtMs));
        json.WriteString("model", e.Model);
        json.WriteNumber("inputTokens", e.Tokens.Input);
        json.WriteNumber("outputTokens", e.Tokens.Output);
        json.WriteNumber("cacheWrite5mTokens", e.Tokens.CacheWrite5m);
        json.WriteNumber("cacheReadTokens", e.Tokens.CacheRead);
        json.WriteString("session", $"s-{e.Project}-{e.AtMs / 3_600_000}");
        json.WriteString("requestId", "req_" + id);
        if (e.Entrypoint is not null)
        {
            json.WriteString("entrypoint", e.Entrypoint);
        }

        json.WriteString("project", e.Project);
        if (e.Entrypoint == "claude-code-github-action")
        {
            json.WriteStartObject("tags");
            json.WriteString("workflow", e.AtMs % 2 == 0 ? "review" : "nightly");
            json.WriteEndObject();
        }
    });

    /// <summary>A transcript of one session, as the vendor's client writes it.</summary>
    public static byte[] Transcript(string session, IEnumerable<SampleEvent> events) => Lines(events, (json, e) =>
    {
        json.WriteString("type", "assistant");
        json.WriteString("uuid", Id(e));
        json.WriteString("sessionId", session);
        json.WriteString("timestamp", Instant(e.AtMs));
        json.WriteString("requestId", "req_" + Id(e));
        json.WriteString("cwd", "/home/dev/" + e.Project);
        json.WriteBoolean("isSidechain", false);
        if (e.Entrypoint is not null)
        {
            json.WriteString("entrypoint", e.Entrypoint);
        }

        json.WriteStartObject("message");
        json.WriteString("id", "msg_" + Id(e));
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", e.Model);
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", e.Tokens.Input);
        json.WriteNumber("output_tokens", e.Tokens.Output);
        json.WriteNumber("cache_creation_input_tokens", e.Tokens.CacheWrite5m);
        json.WriteNumber("cache_read_input_tokens", e.Tokens.CacheRead);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The result message of one headless run of one model.</summary>
    public static byte[] Result(SampleEvent run) => Lines([run], (json, e) =>
    {
        var prices = PriceBook.Shipped.For(e.Model).At(e.AtMs)!.Prices;
        var cost = new Nanodollars(
            (e.Tokens.Input * prices.Input) + (e.Tokens.Output * prices.Output) + (e.Tokens.CacheWrite5m * prices.CacheWrite5m) + (e.Tokens.CacheRead * prices.CacheRead));
        json.WriteString("type", "result");
        json.WriteString("subtype", "success");
        json.WriteBoolean("is_error", false);
        json.WriteString("session_id", "run-" + Id(e));
        json.WriteString("uuid", Id(e));
        json.WritePropertyName("total_cost_usd");
        json.WriteRawValue(Usd.Format(cost));
        json.WriteStartObject("modelUsage");
        json.WriteStartObject(e.Model);
        json.WriteNumber("inputTokens", e.Tokens.Input);
        json.WriteNumber("outputTokens", e.Tokens.Output);
        json.WriteNumber("cacheReadInputTokens", e.Tokens.CacheRead);
        json.WriteNumber("cacheCreationInputTokens", e.Tokens.CacheWrite5m);
        json.WriteNumber("webSearchRequests", 0);
        json.WritePropertyName("costUSD");
        json.WriteRawValue(Usd.Format(cost));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static byte[] Lines(IEnumerable<SampleEvent> events, Action<Utf8JsonWriter, SampleEvent> write)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(bytes);
        foreach (var e in events)
        {
            json.WriteStartObject();
            write(json, e);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            bytes.Write("\n"u8);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same request has the same id however often it is made.</summary>
    private static string Id(SampleEvent e)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{e.Seat}|{e.AtMs}|{e.Model}|{e.Tokens.Input}|{e.Tokens.Output}|{e.Tokens.CacheRead}");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
    }
}
