using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Results;

/// <summary>The <c>modelUsage</c> of a result: running totals by model. Schema: facts, 3f and 6.</summary>
internal static class ModelUsageFields
{
    private const int MaxModels = 100;

    /// <summary>Reads the value of a property whose name the reader stands on. Null when it is no object.</summary>
    public static List<ModelTotal>? Read(scoped ref Utf8JsonReader reader, out bool broken)
    {
        broken = false;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var models = new List<ModelTotal>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var model = Encoding.UTF8.GetString(JsonFields.Name(ref reader));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject || model.Length > 256 || models.Count == MaxModels)
            {
                broken |= reader.TokenType != JsonTokenType.Null;
                reader.Skip();
                continue;
            }

            models.Add(ReadModel(ref reader, model, ref broken));
        }

        return models;
    }

    private static ModelTotal ReadModel(scoped ref Utf8JsonReader reader, string model, ref bool broken)
    {
        long? input = null, output = null, read = null, write = null, write5m = null, write1h = null, searches = null;
        Nanodollars? cost = null;
        var unknownBasis = false;
        var canonical = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonFields.Name(ref reader);
            broken |= name switch
            {
                _ when name.SequenceEqual("inputTokens"u8) => !JsonFields.TryCount(ref reader, ref input),
                _ when name.SequenceEqual("outputTokens"u8) => !JsonFields.TryCount(ref reader, ref output),
                _ when name.SequenceEqual("cacheReadInputTokens"u8) => !JsonFields.TryCount(ref reader, ref read),
                _ when name.SequenceEqual("cacheCreationInputTokens"u8) => !JsonFields.TryCount(ref reader, ref write),
                _ when name.SequenceEqual("cacheCreationEphemeral5mInputTokens"u8) => !JsonFields.TryCount(ref reader, ref write5m),
                _ when name.SequenceEqual("cacheCreationEphemeral1hInputTokens"u8) => !JsonFields.TryCount(ref reader, ref write1h),
                _ when name.SequenceEqual("webSearchRequests"u8) => !JsonFields.TryCount(ref reader, ref searches),
                _ when name.SequenceEqual("costUSD"u8) => !JsonFields.TryUsd(ref reader, ref cost),
                _ => Other(ref reader, name, ref unknownBasis, ref canonical),
            };
        }

        var oneHour = write1h ?? 0;
        var fiveMinutes = write is { } total ? Math.Max(0, total - oneHour) : write5m ?? 0;
        var tokens = new TokenCounts(input ?? 0, output ?? 0, fiveMinutes, oneHour, read ?? 0);
        return new ModelTotal(NameOf(model, canonical), tokens, (int)(searches ?? 0), unknownBasis ? null : cost, unknownBasis ? cost : null);
    }

    private static bool Other(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref bool unknownBasis, ref string canonical)
    {
        if (name.SequenceEqual("costBasis"u8))
        {
            unknownBasis = JsonFields.Text(ref reader).SequenceEqual("unknown"u8);
        }
        else if (name.SequenceEqual("canonicalModel"u8))
        {
            canonical = Encoding.UTF8.GetString(JsonFields.Text(ref reader));
        }
        else
        {
            reader.Skip();
        }

        return false;
    }

    /// <summary>The name as stated; where a cloud's own name stands (<c>us.anthropic.…</c>), the vendor's, which its lines carry.</summary>
    private static string NameOf(string model, string canonical) =>
        model.Length == 0 ? (canonical.Length > 0 ? canonical : ModelId.NotStated)
        : canonical.Length > 0 && !model.StartsWith("claude-", StringComparison.Ordinal) ? canonical
        : model;
}
