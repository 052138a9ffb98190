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

    /// <summary>A text to keep, below 1 kB.</summary>
    public string Encode() => JsonSerializer.Serialize(this, ReadPositionJson.Default.ReadPosition);

    /// <summary>The inverse of <see cref="Encode"/>; null for anything else.</summary>
    public static ReadPosition? Decode(string text)
    {
        try
        {
            var position = JsonSerializer.Deserialize(text, ReadPositionJson.Default.ReadPosition);
            return position is { Offset: >= 0, Line: >= 0, Results: >= 0 } ? position : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
