using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;
using Dashboard.Ingestion.Results;

namespace Dashboard.Ingestion.Transcripts;

/// <summary>The fields of one line that matter for usage. Nothing else of the line is kept.</summary>
internal ref struct LineFields
{
    /// <summary>The message of an assistant line, or of the line nested in a progress line.</summary>
    public MessageFields Message;

    /// <summary>The top-level usage of a result: its main loop only.</summary>
    public UsageFields Usage;

    private LineKind nestedKind;

    public LineKind Kind { get; private set; }

    public ReadOnlySpan<byte> Timestamp { get; private set; }

    public ReadOnlySpan<byte> NestedTimestamp { get; private set; }

    public ReadOnlySpan<byte> Session { get; private set; }

    public ReadOnlySpan<byte> RequestId { get; private set; }

    public ReadOnlySpan<byte> Uuid { get; private set; }

    public ReadOnlySpan<byte> NestedUuid { get; private set; }

    public ReadOnlySpan<byte> WorkingDirectory { get; private set; }

    public ReadOnlySpan<byte> Entrypoint { get; private set; }

    public bool IsSidechain { get; private set; }

    public bool HasAgent { get; private set; }

    public bool IsFork { get; private set; }

    public bool IsErrorMessage { get; private set; }

    /// <summary>True when the line names its session as streams do.</summary>
    public bool IsStream { get; private set; }

    public Nanodollars? StatedCost;

    public Nanodollars? Total;

    /// <summary>True when an amount is none.</summary>
    public bool IsMoneyBroken { get; private set; }

    /// <summary>Models of a result; null when it names none.</summary>
    public List<ModelTotal>? Models { get; private set; }

    /// <summary>True when a number in the models is none.</summary>
    public bool AreModelsBroken { get; private set; }

    /// <summary>True when the line was left early, because its type carries no usage.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>True for an assistant line, or a progress line that carries one.</summary>
    public readonly bool IsAssistant => Kind == LineKind.Assistant || (Kind == LineKind.Progress && nestedKind == LineKind.Assistant);

    /// <summary>Reads one line.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="toTheEnd">False to leave a line as soon as its type says that it carries no usage.</param>
    /// <exception cref="JsonException">It is not one.</exception>
    public static LineFields Read(ReadOnlySpan<byte> json, bool toTheEnd)
    {
        var fields = default(LineFields);
        var rest = json;
        var reader = new Utf8JsonReader(rest, JsonFields.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fields.ReadProperty(ref rest, ref reader);
            if (!toTheEnd && fields.Kind is LineKind.Other or LineKind.Unknown)
            {
                fields.IsLeft = true;
                return fields;
            }
        }

        // Whatever follows the object is an error of its own.
        reader.Read();
        return fields;
    }

    private void ReadProperty(ref ReadOnlySpan<byte> rest, scoped ref Utf8JsonReader reader)
    {
        var name = JsonFields.Name(ref reader);
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8):
                Kind = KindOf(JsonFields.Text(ref reader));
                break;
            case 4 when name.SequenceEqual("uuid"u8):
                Uuid = JsonFields.Text(ref reader);
                break;
            case 4 when name.SequenceEqual("data"u8):
                ReadData(ref rest, ref reader);
                break;
            case 3 when name.SequenceEqual("cwd"u8):
                WorkingDirectory = JsonFields.LongText(ref reader);
                break;
            case 7 when name.SequenceEqual("message"u8):
                Message.Read(ref rest, ref reader);
                break;
            case 9 when name.SequenceEqual("timestamp"u8):
                Timestamp = JsonFields.Text(ref reader);
                break;
            case 9 when name.SequenceEqual("sessionId"u8):
                Session = JsonFields.Text(ref reader);
                break;
            case 10 when name.SequenceEqual("session_id"u8):
                Session = JsonFields.Text(ref reader);
                IsStream = true;
                break;
            case 9 when name.SequenceEqual("requestId"u8):
            case 10 when name.SequenceEqual("request_id"u8):
                RequestId = JsonFields.Text(ref reader);
                break;
            case 10 when name.SequenceEqual("entrypoint"u8):
                Entrypoint = JsonFields.Text(ref reader);
                break;
            case 11 when name.SequenceEqual("isSidechain"u8):
                IsSidechain = JsonFields.Flag(ref reader);
                break;
            case 7 when name.SequenceEqual("agentId"u8):
                HasAgent = !JsonFields.Text(ref reader).IsEmpty;
                break;
            case 10 when name.SequenceEqual("forkedFrom"u8):
                reader.Read();
                IsFork = reader.TokenType != JsonTokenType.Null;
                reader.Skip();
                break;
            case 17 when name.SequenceEqual("isApiErrorMessage"u8):
                IsErrorMessage = JsonFields.Flag(ref reader);
                break;
            default:
                ReadMoney(ref reader, name);
                break;
        }
    }

    private void ReadMoney(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 7 when name.SequenceEqual("costUSD"u8):
                // Never authoritative here: a broken one is only absent.
                JsonFields.TryUsd(ref reader, ref StatedCost);
                break;
            case 14 when name.SequenceEqual("total_cost_usd"u8):
                IsMoneyBroken |= !JsonFields.TryUsd(ref reader, ref Total);
                break;
            case 10 when name.SequenceEqual("modelUsage"u8):
                Models = ModelUsageFields.Read(ref reader, out var broken);
                AreModelsBroken |= broken;
                break;
            case 5 when name.SequenceEqual("usage"u8):
                Usage.Read(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>The <c>data</c> of a progress line: it nests a line of a subagent.</summary>
    private void ReadData(ref ReadOnlySpan<byte> rest, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonFields.Name(ref reader).SequenceEqual("message"u8))
            {
                ReadNestedLine(ref rest, ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadNestedLine(ref ReadOnlySpan<byte> rest, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonFields.Name(ref reader);
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("type"u8):
                    nestedKind = KindOf(JsonFields.Text(ref reader));
                    break;
                case 9 when name.SequenceEqual("timestamp"u8):
                    NestedTimestamp = JsonFields.Text(ref reader);
                    break;
                case 7 when name.SequenceEqual("message"u8):
                    Message.Read(ref rest, ref reader);
                    break;
                case 9 when name.SequenceEqual("requestId"u8):
                    RequestId = JsonFields.Text(ref reader);
                    break;
                case 4 when name.SequenceEqual("uuid"u8):
                    NestedUuid = JsonFields.Text(ref reader);
                    break;
                case 17 when name.SequenceEqual("isApiErrorMessage"u8):
                    IsErrorMessage = JsonFields.Flag(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static LineKind KindOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("assistant"u8) => LineKind.Assistant,
        _ when type.SequenceEqual("user"u8) => LineKind.Other,
        _ when type.SequenceEqual("progress"u8) => LineKind.Progress,
        _ when type.SequenceEqual("result"u8) => LineKind.Result,
        _ when type.SequenceEqual("system"u8) => LineKind.System,
        _ when type.IsEmpty => LineKind.None,
        _ when IsOfClaudeCode(type) => LineKind.Other,
        _ => LineKind.Unknown,
    };

    private static bool IsOfClaudeCode(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("attachment"u8) || type.SequenceEqual("file-history-snapshot"u8) || type.SequenceEqual("queue-operation"u8)
        || type.SequenceEqual("summary"u8) || type.SequenceEqual("cost-state"u8) || type.SequenceEqual("last-prompt"u8)
        || type.SequenceEqual("rate_limit_event"u8) || type.SequenceEqual("stream_event"u8) || type.SequenceEqual("tool_progress"u8)
        || type.SequenceEqual("saved_hook_context"u8) || type.SequenceEqual("ai-title"u8) || type.SequenceEqual("custom-title"u8)
        || type.SequenceEqual("agent-name"u8) || type.SequenceEqual("pr-link"u8) || type.SequenceEqual("auth_status"u8)
        || type.SequenceEqual("api-request"u8) || type.SequenceEqual("api-request-blob"u8) || type.SequenceEqual("api-request-shape"u8)
        || type.SequenceEqual("atis-latch"u8) || type.SequenceEqual("tools-used"u8) || type.SequenceEqual("control_response"u8);
}
