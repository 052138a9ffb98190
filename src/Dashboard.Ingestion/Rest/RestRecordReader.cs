using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;
using Dashboard.Ingestion.Otlp;
using Dashboard.Ingestion.Transcripts;

namespace Dashboard.Ingestion.Rest;

/// <summary>Reads one record of the usage API. Only <c>at</c>, <c>model</c> and one token count or <c>costUsd</c> are required.</summary>
public static class RestRecordReader
{
    private const int MaxText = 256;
    private const int MaxTags = 32;
    private const int MostUnknownFields = 20;
    private const int MostUnknownText = 64;

    /// <summary>Whether this object looks like a record: it has <c>at</c> and <c>model</c> and no <c>type</c>.</summary>
    internal static bool IsLikely(ReadOnlySpan<byte> json)
    {
        var (at, model) = (false, false);
        var reader = new Utf8JsonReader(json, JsonFields.Options);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                at |= reader.ValueTextEquals("at"u8);
                model |= reader.ValueTextEquals("model"u8);
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return at && model;
    }

    /// <summary>The record, or null and what is wrong with it.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="scope">Scopes the caller's own <c>id</c>: the same id of two sources is two events.</param>
    /// <param name="reason">A plain sentence; empty when the record is read.</param>
    /// <param name="unknown">Takes the names of fields that are not known; null: nobody asks.</param>
    public static UsageRecord? Read(ReadOnlySpan<byte> json, string scope, out string reason, ISet<string>? unknown = null)
    {
        var fields = new Fields(unknown);
        try
        {
            var reader = new Utf8JsonReader(json, JsonFields.Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reason = "The record is not a JSON object.";
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                fields.Read(ref reader);
            }

            reader.Read();
        }
        catch (JsonException)
        {
            reason = "The record is not valid JSON.";
            return null;
        }

        reason = fields.Reason();
        return reason.Length > 0 ? null : fields.ToRecord(scope);
    }

    private sealed class Fields(ISet<string>? unknown)
    {
        /// <summary>Fields that are kept as tags: <see cref="StatedIdentities"/> finds them there.</summary>
        private static readonly (string Field, string Tag)[] Identities = [("account", "account"), ("user", "user"), ("apiKey", "api_key"), ("workspace", "workspace"), ("host", "host")];

        private readonly SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, long?> counts = new(StringComparer.Ordinal);
        private string? wrong;
        private Nanodollars? cost;
        private bool batch;
        private long? atMs;

        public void Read(scoped ref Utf8JsonReader reader)
        {
            var name = Encoding.UTF8.GetString(JsonFields.Name(ref reader));
            switch (name)
            {
                case "at":
                    ReadAt(ref reader);
                    break;
                case "id" or "seat" or "model" or "session" or "requestId" or "messageId" or "entrypoint" or "app" or "project" or "repository" or "workflow" or "speed" or "geo":
                    ReadText(ref reader, name);
                    break;
                case "account" or "user" or "apiKey" or "workspace" or "host":
                    ReadText(ref reader, name);
                    break;
                case "inputTokens" or "outputTokens" or "cacheWrite5mTokens" or "cacheWrite1hTokens" or "cacheReadTokens" or "webSearches":
                    long? count = null;
                    if (!JsonFields.TryCount(ref reader, ref count))
                    {
                        wrong ??= $"{name} is not a whole number from 0 to 1,000,000,000.";
                    }

                    counts[name] = count;
                    break;
                case "costUsd":
                    if (!JsonFields.TryUsd(ref reader, ref cost))
                    {
                        wrong ??= "costUsd is not an amount of USD from 0 to 1,000,000.";
                    }

                    break;
                case "batch":
                    reader.Read();
                    batch = reader.TokenType == JsonTokenType.True;
                    if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
                    {
                        wrong ??= "batch is not true or false.";
                        reader.Skip();
                    }

                    break;
                case "tags":
                    ReadTags(ref reader);
                    break;
                default:
                    if (unknown?.Count < MostUnknownFields && name.Length is > 0 and <= MostUnknownText && !name.Any(char.IsControl))
                    {
                        unknown.Add(name);
                    }

                    reader.Skip();
                    break;
            }
        }

        public string Reason() =>
            wrong
            ?? (atMs is null ? "at is missing."
            : !texts.ContainsKey("model") ? "model is missing."
            : cost is null && !counts.Any(c => c.Key != "webSearches" && c.Value is not null) ? "One token count or costUsd is needed."
            : "");

        public UsageRecord ToRecord(string scope)
        {
            var hasTokens = counts.Any(c => c.Key != "webSearches" && c.Value is not null);
            foreach (var (name, tag) in Identities)
            {
                if (Text(name) is { } stated)
                {
                    tags[tag] = stated;
                }
            }

            var repository = RepositoryName.Of(Text("repository"));
            var project = Text("project") is { } path ? Encoding.UTF8.GetString(ProjectName.Of(Encoding.UTF8.GetBytes(path))) : "";
            return new UsageRecord
            {
                Source = UsageSource.Rest,
                OccurredAtMs = atMs,
                SourceEventId = Text("id") is { } id ? $"{scope}:{id}" : null,
                MessageId = Text("messageId"),
                RequestId = Text("requestId"),
                Session = Text("session"),
                Model = Text("model") ?? ModelId.NotStated,
                Tokens = new TokenCounts(Count("inputTokens"), Count("outputTokens"), Count("cacheWrite5mTokens"), Count("cacheWrite1hTokens"), Count("cacheReadTokens")),
                WebSearches = (int)Count("webSearches"),
                Speed = Text("speed"),
                Geo = Text("geo"),
                Batch = batch,
                Entrypoint = Text("entrypoint"),
                App = Text("app"),
                Project = project.Length > 0 ? project : repository?[(repository.LastIndexOf('/') + 1)..],
                Repository = repository,
                Workflow = Text("workflow"),
                SeatEmail = Text("seat"),
                Tags = tags.Count > 0 ? tags.ToImmutableSortedDictionary(StringComparer.Ordinal) : null,
                AuthoritativeCost = hasTokens ? null : cost,
                StatedCost = hasTokens ? cost : null,
            };
        }

        private string? Text(string name) => texts.GetValueOrDefault(name);

        private long Count(string name) => counts.GetValueOrDefault(name) ?? 0;

        private void ReadAt(scoped ref Utf8JsonReader reader)
        {
            var text = JsonFields.Text(ref reader);
            atMs = text.IsEmpty ? null : JsonFields.Instant(text);
            if (atMs is null && reader.TokenType != JsonTokenType.Null)
            {
                wrong ??= "at is not an instant such as 2026-11-20T09:30:00Z.";
            }
        }

        private void ReadText(scoped ref Utf8JsonReader reader, string name)
        {
            var utf8 = JsonFields.LongText(ref reader);
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                wrong ??= $"{name} is not a text.";
                return;
            }

            var text = Encoding.UTF8.GetString(utf8).Trim();
            if (text.Length > MaxText)
            {
                wrong ??= string.Create(CultureInfo.InvariantCulture, $"{name} is longer than {MaxText} characters.");
            }
            else if (text.Length > 0)
            {
                texts[name] = text;
            }
        }

        private void ReadTags(scoped ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                return;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                wrong ??= "tags is not an object of texts.";
                reader.Skip();
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Encoding.UTF8.GetString(JsonFields.Name(ref reader));
                var value = Encoding.UTF8.GetString(JsonFields.LongText(ref reader));
                if (reader.TokenType != JsonTokenType.String || name.Length is 0 or > MaxText || value.Length > MaxText || (tags.Count == MaxTags && !tags.ContainsKey(name)))
                {
                    wrong ??= $"tags is not an object of at most {MaxTags} texts of at most {MaxText} characters.";
                }
                else
                {
                    tags[name] = value;
                }
            }
        }
    }
}
