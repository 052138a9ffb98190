using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>A configuration that is being written: JSON, and what an instant is written in.</summary>
internal sealed class ConfigText
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private ConfigText(Utf8JsonWriter json, Organisation organisation, long nowMs) =>
        (Json, Zone, NowMs) = (json, ZoneDays.Find(organisation.Rules.Zone.At(nowMs)), nowMs);

    public Utf8JsonWriter Json { get; }

    /// <summary>The organisation's zone now: a bare day is its first instant there.</summary>
    public TimeZoneInfo Zone { get; }

    public long NowMs { get; }

    /// <summary>The text of a whole configuration.</summary>
    public static string Whole(Organisation organisation, long nowMs, Action<ConfigText> write) => Written(Pretty, organisation, nowMs, write);

    /// <summary>The text of one part, to compare it with another's.</summary>
    public static string Part(Action<ConfigText> write) => Written(default, Organisation.None, 0, write);

    public void Object(Action write)
    {
        Json.WriteStartObject();
        write();
        Json.WriteEndObject();
    }

    public void Object(string key, Action write)
    {
        Json.WritePropertyName(key);
        Object(write);
    }

    public void Many<T>(string key, IEnumerable<T> items, Action<T> write)
    {
        Json.WriteStartArray(key);
        foreach (var item in items)
        {
            write(item);
        }

        Json.WriteEndArray();
    }

    /// <summary>The instant from which something holds; nothing when it holds from the begin.</summary>
    public void From(long? at)
    {
        if (at is { } from)
        {
            Json.WriteString("from", ConfigWords.Instant(from, Zone));
        }
    }

    /// <summary>A text, or nothing.</summary>
    public void Optional(string key, string? text)
    {
        if (text is not null)
        {
            Json.WriteString(key, text);
        }
    }

    private static string Written(JsonWriterOptions options, Organisation organisation, long nowMs, Action<ConfigText> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            write(new ConfigText(json, organisation, nowMs));
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
