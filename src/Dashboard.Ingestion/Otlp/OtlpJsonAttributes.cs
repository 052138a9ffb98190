using System.Buffers;
using System.Text.Json;
using Dashboard.Ingestion.Json;
using static Dashboard.Ingestion.Otlp.OtlpJsonNumbers;
using static Dashboard.Ingestion.Otlp.OtlpJsonWalk;

namespace Dashboard.Ingestion.Otlp;

/// <summary>Reads attributes of resources, records and points.</summary>
internal static class OtlpJsonAttributes
{
    /// <summary>Reads the attributes of the resource of an object whose beginning the reader stands on, and answers their bytes.</summary>
    public static byte[] ReadResource(Utf8JsonReader reader, OtlpAttributes attributes)
    {
        attributes.Clear();
        var bytes = new ArrayBufferWriter<byte>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals("resource"u8);
            reader.Read();
            if (!isIt || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("attributes"u8))
                {
                    ReadAttributes(ref reader, attributes, bytes);
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static void ReadAttributes(ref Utf8JsonReader reader, OtlpAttributes attributes, ArrayBufferWriter<byte>? seen = null)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (IsObject(ref reader))
            {
                ReadAttribute(ref reader, attributes, seen);
            }
        }
    }

    /// <summary>The name may stand behind the value, so it is looked for first.</summary>
    private static void ReadAttribute(ref Utf8JsonReader reader, OtlpAttributes attributes, ArrayBufferWriter<byte>? seen)
    {
        var look = reader;
        ReadOnlySpan<byte> name = default;
        while (look.Read() && look.TokenType == JsonTokenType.PropertyName)
        {
            if (look.ValueTextEquals("key"u8))
            {
                name = JsonFields.Text(ref look);
            }
            else
            {
                look.Skip();
            }
        }

        var isWanted = attributes.Wants(name, out var field, out var text);
        seen?.Write(name);
        seen?.Write("="u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue || reader.TokenType != JsonTokenType.StartObject || !(isWanted || seen is not null))
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var value = AnyValue(ref reader, field, attributes, seen);
                if (isWanted && value.Kind != OtlpKind.None)
                {
                    attributes.Set(field, text, value);
                }
            }
        }
    }

    private static OtlpValue AnyValue(ref Utf8JsonReader reader, OtlpField? field, OtlpAttributes attributes, ArrayBufferWriter<byte>? seen)
    {
        var kind = reader.ValueTextEquals("stringValue"u8) ? OtlpKind.Text
            : reader.ValueTextEquals("intValue"u8) ? OtlpKind.Whole
            : reader.ValueTextEquals("doubleValue"u8) ? OtlpKind.Real
            : OtlpKind.None;
        reader.Read();
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            seen?.Write(reader.ValueSpan);
            seen?.Write(";"u8);
        }

        switch (kind)
        {
            case OtlpKind.Text when reader.TokenType == JsonTokenType.String:
                return OtlpValue.Of(attributes.TextOf(field, JsonFields.Unescaped(ref reader)));
            case OtlpKind.Whole:
                return WholeValue(ref reader);
            case OtlpKind.Real:
                return RealValue(ref reader);
            default:
                reader.Skip();
                return default;
        }
    }
}
