using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Transcripts;

/// <summary>A <c>usage</c> object of the vendor's API. Schema: facts, 3e; rules for cache writes: law, section 4.</summary>
internal ref struct UsageFields
{
    private long? input;
    private long? output;
    private long? write;
    private long? write5m;
    private long? write1h;
    private long? read;
    private long? searches;

    /// <summary>True when the object was there.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>True when a number in it is none.</summary>
    public bool IsBroken { get; private set; }

    public ReadOnlySpan<byte> Speed { get; private set; }

    public ReadOnlySpan<byte> Geo { get; private set; }

    public ReadOnlySpan<byte> ServiceTier { get; private set; }

    public readonly int WebSearches => (int)(searches ?? 0);

    /// <summary>
    /// One-hour writes as stated; five-minute writes are the rest of the total, or as stated when there is no total.
    /// </summary>
    public readonly TokenCounts Tokens
    {
        get
        {
            var oneHour = write1h ?? 0;
            var fiveMinutes = write is { } total ? Math.Max(0, total - oneHour) : write5m ?? 0;
            return new TokenCounts(input ?? 0, output ?? 0, fiveMinutes, oneHour, read ?? 0);
        }
    }

    /// <summary>Reads the value of a property whose name the reader stands on.</summary>
    public void Read(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        IsPresent = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonFields.Name(ref reader);
            switch (name.Length)
            {
                case 12 when name.SequenceEqual("input_tokens"u8):
                    IsBroken |= !JsonFields.TryCount(ref reader, ref input);
                    break;
                case 13 when name.SequenceEqual("output_tokens"u8):
                    IsBroken |= !JsonFields.TryCount(ref reader, ref output);
                    break;
                case 27 when name.SequenceEqual("cache_creation_input_tokens"u8):
                    IsBroken |= !JsonFields.TryCount(ref reader, ref write);
                    break;
                case 23 when name.SequenceEqual("cache_read_input_tokens"u8):
                    IsBroken |= !JsonFields.TryCount(ref reader, ref read);
                    break;
                case 14 when name.SequenceEqual("cache_creation"u8):
                    ReadCacheCreation(ref reader);
                    break;
                case 15 when name.SequenceEqual("server_tool_use"u8):
                    ReadServerToolUse(ref reader);
                    break;
                case 5 when name.SequenceEqual("speed"u8):
                    Speed = JsonFields.Text(ref reader);
                    break;
                case 13 when name.SequenceEqual("inference_geo"u8):
                    Geo = JsonFields.Text(ref reader);
                    break;
                case 12 when name.SequenceEqual("service_tier"u8):
                    ServiceTier = JsonFields.Text(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadCacheCreation(scoped ref Utf8JsonReader reader)
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
            if (name.SequenceEqual("ephemeral_5m_input_tokens"u8))
            {
                IsBroken |= !JsonFields.TryCount(ref reader, ref write5m);
            }
            else if (name.SequenceEqual("ephemeral_1h_input_tokens"u8))
            {
                IsBroken |= !JsonFields.TryCount(ref reader, ref write1h);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadServerToolUse(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonFields.Name(ref reader).SequenceEqual("web_search_requests"u8))
            {
                IsBroken |= !JsonFields.TryCount(ref reader, ref searches);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
