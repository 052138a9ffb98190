using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>Makes usage and refusals of the log records of one request. Schema: facts, sections 3a and 6.</summary>
internal sealed class OtlpLogReader
{
    public const int MostNameBytes = 64;
    private const string ScopeName = "com.anthropic.claude_code";
    private const string EventPrefix = "claude_code.";
    private const int MostIssues = 1_000;

    /// <summary>Half a micro-dollar, in nanodollars: as far as a rounded amount may lie from the amount itself.</summary>
    private const long HalfMicro = 500;

    private readonly OtlpTags tags = new();

    public OtlpLogReader() => Record = new OtlpRecord(new Utf8StringCache());

    public static ReadOnlySpan<byte> Prefix => "claude_code."u8;

    public OtlpRecord Record { get; }

    public OtlpLogs Found { get; } = new();

    /// <summary>Takes the record that <see cref="Record"/> holds now.</summary>
    public void OnRecord(bool isReadable)
    {
        Found.Sent++;
        if (!isReadable)
        {
            Refuse("The record cannot be read.");
            return;
        }

        switch (EventName())
        {
            case "api_request":
                OnRequest();
                break;
            case "api_error":
                OnError();
                break;
        }
    }

    private string? EventName() =>
        Record.Name.StartsWith(EventPrefix, StringComparison.Ordinal) ? Record.Name[EventPrefix.Length..]
        : Record.Scope.StartsWith(ScopeName, StringComparison.Ordinal) ? Record.Own[OtlpField.EventName].AsText()
        : null;

    private void OnRequest()
    {
        var costIssue = TryCost(out var cost);
        var issue = TryTokens(out var tokens, out var isSplit) ?? costIssue;
        var model = Record.Own[OtlpField.Model].AsText();
        issue ??= model is null ? "model is missing." : null;
        issue ??= cost is null && tokens.Sum == 0 && Record.Own[OtlpField.InputTokens].Kind == OtlpKind.None && Record.Own[OtlpField.OutputTokens].Kind == OtlpKind.None
            ? "It states neither tokens nor a cost."
            : null;
        if (issue is not null)
        {
            Refuse(issue);
            return;
        }

        var seat = OtlpTags.SeatOf(Record[OtlpField.UserEmail], Record[OtlpField.EndUser]);
        var repository = RepositoryName.Of(Record.Text(OtlpField.Repository));
        var record = new UsageRecord
        {
            Source = UsageSource.Otlp,
            OccurredAtMs = AtMs(),
            RequestId = Record.Own[OtlpField.RequestId].AsText(),
            SourceEventId = EventId(),
            Session = Record.Text(OtlpField.SessionId),
            Model = model!,
            Tokens = tokens,
            Speed = Record.Own[OtlpField.Speed].AsText(),
            Geo = Record.Own[OtlpField.Geo].AsText(),
            Entrypoint = Record.Text(OtlpField.Entrypoint),
            App = AppName(),
            Project = repository is null ? null : repository[(repository.LastIndexOf('/') + 1)..],
            Repository = repository,
            Workflow = Record.Text(OtlpField.Workflow),
            SeatEmail = seat,
            Tags = tags.Of(Record, seat),
        };
        var isFounded = cost is not null && IsFounded(record, cost.Value, isSplit);
        Found.Usage.Add(new OtlpUsage(Found.Sent, record with { AuthoritativeCost = isFounded ? cost : null, StatedCost = isFounded ? null : cost }));
    }

    /// <summary>A cost counts unless it says itself that it has no basis, or is only what the client takes for models it does not know.</summary>
    private bool IsFounded(UsageRecord record, Nanodollars cost, bool isSplit) => Record.Own[OtlpField.CostBasis].AsText() switch
    {
        "unknown" => false,
        null => !GuessedCost.IsLikely(record, cost, isSplit, PriceBook.Shipped),
        _ => true,
    };

    /// <summary>5-minute writes are what the stated total has more than 1-hour writes; writes that are not split are 5-minute writes.</summary>
    private string? TryTokens(out TokenCounts tokens, out bool isSplit)
    {
        var own = Record.Own;
        var isGood = own[OtlpField.InputTokens].TryCount(out var input) & own[OtlpField.OutputTokens].TryCount(out var output)
            & own[OtlpField.CacheReadTokens].TryCount(out var read) & own[OtlpField.CacheCreationTokens].TryCount(out var write)
            & own[OtlpField.CacheCreation5m].TryCount(out var write5m) & own[OtlpField.CacheCreation1h].TryCount(out var write1h);
        var oneHour = write1h ?? 0;
        tokens = new TokenCounts(input ?? 0, output ?? 0, write is { } total ? Math.Max(0, total - oneHour) : write5m ?? 0, oneHour, read ?? 0);
        isSplit = write1h is not null || write5m is not null || tokens.CacheWrite == 0;
        return isGood ? null : "A count is not a whole number from 0 to 1,000,000,000.";
    }

    /// <summary>With both amounts: the exact one when it rounds to the other, else the rounded one. Source: law, section 1.</summary>
    private string? TryCost(out Nanodollars? cost)
    {
        cost = null;
        var (exact, rounded) = (Record.Own[OtlpField.CostUsd], Record.Own[OtlpField.CostUsdMicros]);
        var usd = exact.AsUsd();
        var micros = rounded.AsWhole();
        if ((usd is null && exact.Kind != OtlpKind.None) || (micros is null && rounded.Kind != OtlpKind.None)
            || usd is { Value: < 0 or > Nanodollars.MaxPerEvent } || micros is < 0 or > Nanodollars.MaxPerEvent / 1_000)
        {
            return "A cost is no amount from 0 to 1,000,000 USD.";
        }

        var ofMicros = micros is { } known ? new Nanodollars(known * 1_000) : (Nanodollars?)null;
        cost = usd is { } amount && (ofMicros is not { } near || Math.Abs(amount.Value - near.Value) <= HalfMicro) ? usd : ofMicros;
        return null;
    }

    private void OnError()
    {
        var (session, at) = (Record.Text(OtlpField.SessionId), AtMs());
        var status = Record.Own[OtlpField.StatusCode].AsWhole();
        var text = Record.Own[OtlpField.Error].AsText() ?? "";
        var key = string.Join('\n', session, EventId(), at?.ToString(CultureInfo.InvariantCulture), status?.ToString(CultureInfo.InvariantCulture));
        Found.Errors.Add(new OtlpError(
            Found.Sent,
            BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
            at,
            session,
            OtlpTags.SeatOf(Record[OtlpField.UserEmail], Record[OtlpField.EndUser]),
            Record.Own[OtlpField.Model].AsText(),
            status is >= 100 and <= 999 ? (int)status : null,
            text));
    }

    /// <summary>A sequence may start again when a session is resumed, so the instant is a part of the id.</summary>
    private string? EventId() =>
        Record.Own[OtlpField.EventSequence].AsWhole() is { } sequence && Record.Text(OtlpField.SessionId) is { } session
            ? string.Create(CultureInfo.InvariantCulture, $"{session}:{sequence}:{AtMs()}")
            : null;

    private string? AppName() =>
        Record.Text(OtlpField.App) ?? (Record.Resource[OtlpField.ServiceName].AsText() is { } service && service != "claude-code" ? service : null);

    /// <summary>The event's own instant, else that of the record, else when it was collected.</summary>
    private long? AtMs()
    {
        if (Record.Own[OtlpField.EventTimestamp].AsText() is { } text && JsonFields.Instant(Encoding.UTF8.GetBytes(text)) is { } stated)
        {
            return stated;
        }

        var nano = Record.TimeNano != 0 ? Record.TimeNano : Record.ObservedNano;
        return nano == 0 ? null : (long)(nano / 1_000_000);
    }

    private void Refuse(string reason)
    {
        if (Found.Issues.Count < MostIssues)
        {
            Found.Issues.Add(new ParseIssue(string.Create(CultureInfo.InvariantCulture, $"log record {Found.Sent}"), 0, reason));
        }
    }
}
