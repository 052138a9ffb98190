using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>Observations and results as text, for the evidence tables.</summary>
internal static class ObservationText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// An observation as storage keeps it: of its ids only that they are there, the hashes are in <c>usage_identity</c>. Two
    /// observations that differ in nothing else are the same to storage (<see cref="ObservationOrder"/> compares ids last).
    /// </summary>
    public static UsageRecord Stored(UsageRecord record)
    {
        var email = Email(record.SeatEmail);
        return record is { MessageId: null or "", RequestId: null or "", SourceEventId: null or "" } && email == record.SeatEmail ? record : record with
        {
            MessageId = record.MessageId is null ? null : "",
            RequestId = record.RequestId is null ? null : "",
            SourceEventId = record.SourceEventId is null ? null : "",
            SeatEmail = email,
        };
    }

    /// <summary>An e-mail as seats are found by.</summary>
    public static string? Email(string? stated) => stated?.Trim().ToLowerInvariant();

    /// <summary>Without instants: only the earliest of a component counts, and it has its own column.</summary>
    public static string Of(ImmutableArray<UsageRecord> observations) => JsonSerializer.Serialize(observations.Select(o => o with { OccurredAtMs = null }), Options);

    public static ImmutableArray<UsageRecord> Parse(string text) => JsonSerializer.Deserialize<ImmutableArray<UsageRecord>>(text, Options);

    /// <summary>One observation with its instant.</summary>
    public static string OfOne(UsageRecord record) => JsonSerializer.Serialize(record, Options);

    public static UsageRecord ParseOne(string text) => JsonSerializer.Deserialize<UsageRecord>(text, Options) ?? throw new JsonException("A stored observation is empty.");

    public static string Of(RunResult result) => JsonSerializer.Serialize(result, Options);

    public static RunResult ParseResult(string text) => JsonSerializer.Deserialize<RunResult>(text, Options) ?? throw new JsonException("A stored result is empty.");
}
