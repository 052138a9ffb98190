using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Cli.Push;

/// <summary>
/// Writes what was read as the lines it was read from, with nothing but usage in them: no prompt, no answer, no tool input, no path.
/// Whoever reads them finds the same observations, so usage that is pushed and usage that is dropped count once.
/// </summary>
internal static class UsageLines
{
    /// <summary>The lines of these observations.</summary>
    public static byte[] Of(IEnumerable<UsageRecord> records) => Lines(records, Write);

    /// <summary>The lines of these results.</summary>
    public static byte[] Of(IEnumerable<RunResult> results) => Lines(results, Write);

    private static byte[] Lines<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, UsageRecord record)
    {
        if (record.Source == UsageSource.Rest)
        {
            WriteRestRecord(json, record);
            return;
        }

        json.WriteString("type", "assistant");
        Text(json, "uuid", record.SourceEventId);
        json.WriteString(record.Source == UsageSource.Stream ? "session_id" : "sessionId", record.Session);
        Text(json, "timestamp", InstantOf(record.OccurredAtMs));
        Text(json, "requestId", record.RequestId);
        Text(json, "entrypoint", record.Entrypoint);
        Text(json, "cwd", record.Project);
        Money(json, "costUSD", record.StatedCost);
        if (record.IsCopy)
        {
            json.WriteBoolean("isSidechain", true);
        }

        json.WriteStartObject("message");
        Text(json, "id", record.MessageId);
        json.WriteString("model", record.Model);
        WriteUsage(json, record);
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, UsageRecord record)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", record.Tokens.Input);
        json.WriteNumber("output_tokens", record.Tokens.Output);
        json.WriteNumber("cache_creation_input_tokens", record.Tokens.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", record.Tokens.CacheRead);
        if (record.Tokens.CacheWrite1h > 0)
        {
            json.WriteStartObject("cache_creation");
            json.WriteNumber("ephemeral_1h_input_tokens", record.Tokens.CacheWrite1h);
            json.WriteEndObject();
        }

        if (record.WebSearches > 0)
        {
            json.WriteStartObject("server_tool_use");
            json.WriteNumber("web_search_requests", record.WebSearches);
            json.WriteEndObject();
        }

        Text(json, "speed", record.Speed);
        Text(json, "inference_geo", record.Geo);
        Text(json, "service_tier", record.Batch ? "batch" : null);
        json.WriteEndObject();
    }

    private static void WriteRestRecord(Utf8JsonWriter json, UsageRecord record)
    {
        // The reader put the empty scope of a file before the caller's own id.
        Text(json, "id", record.SourceEventId?[(record.SourceEventId.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        Text(json, "seat", record.SeatEmail);
        Text(json, "at", InstantOf(record.OccurredAtMs));
        json.WriteString("model", record.Model);
        json.WriteNumber("webSearches", record.WebSearches);
        if (record.AuthoritativeCost is null)
        {
            json.WriteNumber("inputTokens", record.Tokens.Input);
            json.WriteNumber("outputTokens", record.Tokens.Output);
            json.WriteNumber("cacheWrite5mTokens", record.Tokens.CacheWrite5m);
            json.WriteNumber("cacheWrite1hTokens", record.Tokens.CacheWrite1h);
            json.WriteNumber("cacheReadTokens", record.Tokens.CacheRead);
        }

        Money(json, "costUsd", record.AuthoritativeCost ?? record.StatedCost);
        Text(json, "session", record.Session);
        Text(json, "requestId", record.RequestId);
        Text(json, "messageId", record.MessageId);
        Text(json, "entrypoint", record.Entrypoint);
        Text(json, "app", record.App);
        Text(json, "project", record.Project);
        Text(json, "repository", record.Repository);
        Text(json, "workflow", record.Workflow);
        Text(json, "speed", record.Speed);
        Text(json, "geo", record.Geo);
        json.WriteBoolean("batch", record.Batch);
        if (record.Tags is { Count: > 0 } tags)
        {
            json.WriteStartObject("tags");
            foreach (var (key, value) in tags)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, RunResult result)
    {
        json.WriteString("type", "result");
        json.WriteString("session_id", result.Session);
        json.WriteString("uuid", result.Id);
        Text(json, "entrypoint", result.Entrypoint);
        Text(json, "cwd", result.Project);
        Money(json, "total_cost_usd", result.Total);
        json.WriteStartObject("modelUsage");
        foreach (var model in result.Models)
        {
            json.WriteStartObject(model.Model);
            json.WriteNumber("inputTokens", model.Tokens.Input);
            json.WriteNumber("outputTokens", model.Tokens.Output);
            json.WriteNumber("cacheReadInputTokens", model.Tokens.CacheRead);
            json.WriteNumber("cacheCreationInputTokens", model.Tokens.CacheWrite);
            json.WriteNumber("cacheCreationEphemeral1hInputTokens", model.Tokens.CacheWrite1h);
            json.WriteNumber("webSearchRequests", model.WebSearches);
            Money(json, "costUSD", model.Cost ?? model.CostOfUnknownBasis);
            Text(json, "costBasis", model.CostOfUnknownBasis is null ? null : "unknown");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Money(Utf8JsonWriter json, string name, Nanodollars? amount)
    {
        if (amount is { } money)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Usd.Format(money));
        }
    }

    private static string? InstantOf(long? ms) =>
        ms is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;
}
