using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion;

/// <summary>
/// One usage line before any string is made of it. Every span is UTF-8, valid during the call of the sink only; empty means
/// not stated. The fields mean what those of <see cref="UsageRecord"/> mean.
/// </summary>
public readonly ref struct UsageLine
{
    public UsageSource Source { get; init; }

    public long? OccurredAtMs { get; init; }

    public long? StandInAtMs { get; init; }

    public ReadOnlySpan<byte> MessageId { get; init; }

    public ReadOnlySpan<byte> RequestId { get; init; }

    public ReadOnlySpan<byte> Uuid { get; init; }

    public ReadOnlySpan<byte> Session { get; init; }

    public ReadOnlySpan<byte> Model { get; init; }

    public TokenCounts Tokens { get; init; }

    public int WebSearches { get; init; }

    public ReadOnlySpan<byte> Speed { get; init; }

    public ReadOnlySpan<byte> Geo { get; init; }

    public bool Batch { get; init; }

    public bool IsCopy { get; init; }

    public ReadOnlySpan<byte> Entrypoint { get; init; }

    public ReadOnlySpan<byte> Project { get; init; }

    public Nanodollars? StatedCost { get; init; }

    /// <summary>The record of this line.</summary>
    /// <param name="strings">Finds the strings that come often; null makes new ones.</param>
    public UsageRecord ToRecord(Utf8StringCache? strings = null) =>
        ToRecord(strings, Text(MessageId, null), Text(RequestId, null), Text(Uuid, null));

    /// <summary>The same, in which an id that is stated is <c>""</c>.</summary>
    /// <param name="strings">Finds the strings that come often.</param>
    public UsageRecord ToRecordWithoutIds(Utf8StringCache strings) =>
        ToRecord(strings, MessageId.IsEmpty ? null : "", RequestId.IsEmpty ? null : "", Uuid.IsEmpty ? null : "");

    private UsageRecord ToRecord(Utf8StringCache? strings, string? messageId, string? requestId, string? uuid) => new()
    {
        Source = Source,
        OccurredAtMs = OccurredAtMs,
        StandInAtMs = StandInAtMs,
        MessageId = messageId,
        RequestId = requestId,
        SourceEventId = uuid,
        Session = Text(Session, strings),
        Model = Text(Model, strings) ?? ModelId.NotStated,
        Tokens = Tokens,
        WebSearches = WebSearches,
        Speed = Text(Speed, strings),
        Geo = Text(Geo, strings),
        Batch = Batch,
        IsCopy = IsCopy,
        Entrypoint = Text(Entrypoint, strings),
        Project = Text(Project, strings),
        StatedCost = StatedCost,
    };

    private static string? Text(ReadOnlySpan<byte> utf8, Utf8StringCache? strings) =>
        utf8.IsEmpty ? null : strings?.Get(utf8) ?? Encoding.UTF8.GetString(utf8);
}
