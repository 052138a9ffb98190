using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Rest;

/// <summary>
/// Reads a batch of the usage API: a JSON array of records, or one record a line. Records come out in order, each with its place;
/// a record that cannot be used is named by its place too, so that the numbers always add up to the records sent.
/// </summary>
public sealed class RestBatchReader(string scope) : JsonObjectFrames(FileFraming.Unknown, 0, 0)
{
    private int sent;

    /// <summary>The records that can be used, with their place in the batch, from 0.</summary>
    public List<(int Place, UsageRecord Record)> Records { get; } = [];

    /// <summary>The others: the place of each, from 0 (<c>-1</c> when what stands there is no record at all), its line and what is wrong.</summary>
    public List<(int Place, long Line, string Reason)> Rejected { get; } = [];

    /// <summary>Names of fields that no record has, at most 20: whoever sent them may have meant another.</summary>
    public SortedSet<string> UnknownFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Records sent.</summary>
    public int Sent => sent;

    /// <summary>Every one: the caller counts on it.</summary>
    protected override int MostIssues => int.MaxValue;

    /// <summary>Ends the batch.</summary>
    public void Complete() => End(isFinal: true);

    /// <inheritdoc/>
    protected override void OnObject(ReadOnlySpan<byte> json)
    {
        var place = sent++;
        if (RestRecordReader.Read(json, scope, out var reason, UnknownFields) is { } record)
        {
            Records.Add((place, record));
        }
        else
        {
            Rejected.Add((place, ObjectLine, reason));
        }
    }

    /// <inheritdoc/>
    protected override void OnIssue(long line, string reason) => Rejected.Add((-1, line, reason));

    /// <inheritdoc/>
    protected override void OnElement(long line) => Rejected.Add((sent++, line, "It is not a JSON object."));

    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonFields.Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
