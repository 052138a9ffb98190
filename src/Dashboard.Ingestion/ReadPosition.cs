using System.Buffers;
using System.Text;
using System.Text.Json;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion;

/// <summary>
/// How far a file has been read, and what a later call needs to go on from there. Everything before <see cref="Offset"/> is done;
/// an incomplete last line is not.
/// </summary>
/// <param name="Offset">Bytes done.</param>
/// <param name="Line">Lines done.</param>
/// <param name="Framing">How objects stand in the file.</param>
/// <param name="NewestAtMs">The newest timestamp seen, Unix milliseconds UTC.</param>
/// <param name="Results">Result messages seen.</param>
/// <param name="Session">The session last seen.</param>
/// <param name="Project">The project last seen.</param>
/// <param name="IsStream">Whether lines of a stream were seen.</param>
public sealed record ReadPosition(
    long Offset,
    long Line,
    FileFraming Framing,
    long? NewestAtMs,
    int Results,
    string? Session,
    string? Project,
    bool IsStream)
{
    /// <summary>Nothing read.</summary>
    public static ReadPosition Start { get; } = new(0, 0, FileFraming.Unknown, null, 0, null, null, false);

    /// <summary>A text to keep, below 1 kB: JSON. Written by hand, since it is all that an import of files needs a serialiser for, and one that is not yet warm costs more than the files.</summary>
    public string Encode()
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber(nameof(Offset), Offset);
            json.WriteNumber(nameof(Line), Line);
            json.WriteNumber(nameof(Framing), (int)Framing);
            if (NewestAtMs is { } newest)
            {
                json.WriteNumber(nameof(NewestAtMs), newest);
            }

            json.WriteNumber(nameof(Results), Results);
            json.WriteString(nameof(Session), Session);
            json.WriteString(nameof(Project), Project);
            json.WriteBoolean(nameof(IsStream), IsStream);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>The inverse of <see cref="Encode"/>; null for anything else.</summary>
    public static ReadPosition? Decode(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var position = new ReadPosition(
                Number(nameof(Offset)) ?? 0, Number(nameof(Line)) ?? 0, (FileFraming)checked((int)(Number(nameof(Framing)) ?? 0)), Number(nameof(NewestAtMs)), checked((int)(Number(nameof(Results)) ?? 0)),
                Text(nameof(Session)), Text(nameof(Project)), Of(nameof(IsStream)) is { ValueKind: JsonValueKind.True });
            return position is { Offset: >= 0, Line: >= 0, Results: >= 0 } ? position : null;

            JsonElement? Of(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

            long? Number(string name) => Of(name)?.GetInt64();

            string? Text(string name) => Of(name)?.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
