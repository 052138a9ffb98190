using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>
/// Walks an export request in OTLP/JSON: names in lowerCamelCase, 64-bit numbers as texts or numbers, ids in hexadecimal (none is needed
/// here), unknown fields passed over. What stands behind what it belongs to is found all the same.
/// </summary>
internal static class OtlpJson
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool Read(ReadOnlySpan<byte> body, OtlpLogReader into)
    {
        var reader = new Utf8JsonReader(body, JsonFields.Options);
        return TryRoot(ref reader) && Each(ref reader, "resourceLogs"u8, (ref logs) => ReadResourceLogs(ref logs, into)) && IsEnd(ref reader);
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool Read(ReadOnlySpan<byte> body, OtlpMetricReader into)
    {
        var reader = new Utf8JsonReader(body, JsonFields.Options);
        return TryRoot(ref reader) && Each(ref reader, "resourceMetrics"u8, (ref metrics) => ReadResourceMetrics(ref metrics, into)) && IsEnd(ref reader);
    }

    private delegate void Element(ref Utf8JsonReader reader);

    private static bool TryRoot(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    private static bool IsEnd(ref Utf8JsonReader reader) => !reader.Read();

    /// <summary>
    /// Goes through the object the reader stands in the beginning of, and through each element of its array of this name. False when what
    /// has this name is no array.
    /// </summary>
    private static bool Each(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, Element element)
    {
        var isArray = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (!isIt || reader.TokenType != JsonTokenType.StartArray)
            {
                isArray &= !isIt || reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                element(ref reader);
            }
        }

        return isArray;
    }

    private static void ReadResourceLogs(ref Utf8JsonReader reader, OtlpLogReader into)
    {
        if (!IsObject(ref reader))
        {
            return;
        }

        ReadResource(reader, into.Record.Resource);
        Each(ref reader, "scopeLogs"u8, (ref scope) =>
        {
            if (IsObject(ref scope))
            {
                into.Record.Scope = NameIn(scope, "scope"u8, into.Record.Own);
                Each(ref scope, "logRecords"u8, (ref record) => into.OnRecord(TryRecord(ref record, into.Record)));
            }
        });
    }

    private static bool TryRecord(ref Utf8JsonReader reader, OtlpRecord record)
    {
        record.Clear();
        if (!IsObject(ref reader))
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timeUnixNano"u8))
            {
                record.TimeNano = Nano(ref reader);
            }
            else if (reader.ValueTextEquals("observedTimeUnixNano"u8))
            {
                record.ObservedNano = Nano(ref reader);
            }
            else if (reader.ValueTextEquals("eventName"u8))
            {
                record.Name = JsonFields.Text(ref reader) is { IsEmpty: false } name ? record.Own.TextOf(null, name) : record.Name;
            }
            else if (reader.ValueTextEquals("body"u8))
            {
                record.Name = BodyName(ref reader, record) is { Length: > 0 } name && record.Name.Length == 0 ? name : record.Name;
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                ReadAttributes(ref reader, record.Own);
            }
            else
            {
                reader.Skip();
            }
        }

        return true;
    }

    private static string BodyName(ref Utf8JsonReader reader, OtlpRecord record)
    {
        var name = "";
        reader.Read();
        if (!IsObject(ref reader))
        {
            return name;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.ValueTextEquals("stringValue"u8);
            reader.Read();
            if (isText && reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false } && reader.ValueSpan.Length <= OtlpLogReader.MostNameBytes && reader.ValueSpan.StartsWith(OtlpLogReader.Prefix))
            {
                name = record.Own.TextOf(null, reader.ValueSpan);
            }

            reader.Skip();
        }

        return name;
    }

    private static void ReadResourceMetrics(ref Utf8JsonReader reader, OtlpMetricReader into)
    {
        if (!IsObject(ref reader))
        {
            return;
        }

        var resource = ReadResource(reader, into.Point.Resource);
        Each(ref reader, "scopeMetrics"u8, (ref scope) =>
        {
            if (IsObject(ref scope))
            {
                Each(ref scope, "metrics"u8, (ref metric) => ReadMetric(ref metric, resource, into));
            }
        });
    }

    private static void ReadMetric(ref Utf8JsonReader reader, byte[] resource, OtlpMetricReader into)
    {
        if (!IsObject(ref reader))
        {
            return;
        }

        into.Point.Metric = TextIn(reader, "name"u8, into.Point.Own);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSum = reader.ValueTextEquals("sum"u8);
            var isData = isSum || reader.ValueTextEquals("gauge"u8) || reader.ValueTextEquals("histogram"u8) || reader.ValueTextEquals("exponentialHistogram"u8) || reader.ValueTextEquals("summary"u8);
            reader.Read();
            if (isData && reader.TokenType == JsonTokenType.StartObject)
            {
                into.Point.Temporality = TemporalityOf(reader);
                Each(ref reader, "dataPoints"u8, (ref point) => into.OnPoint(isSum, TryPoint(ref point, into.Point), resource));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool TryPoint(ref Utf8JsonReader reader, OtlpPoint point)
    {
        point.Clear();
        if (!IsObject(ref reader))
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timeUnixNano"u8))
            {
                point.TimeNano = Nano(ref reader);
            }
            else if (reader.ValueTextEquals("startTimeUnixNano"u8))
            {
                point.StartNano = Nano(ref reader);
            }
            else if (reader.ValueTextEquals("asInt"u8))
            {
                reader.Read();
                point.Value = WholeValue(ref reader);
            }
            else if (reader.ValueTextEquals("asDouble"u8))
            {
                reader.Read();
                point.Value = RealValue(ref reader);
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                ReadAttributes(ref reader, point.Own, point.Series);
            }
            else
            {
                reader.Skip();
            }
        }

        return true;
    }

    /// <summary>Reads the attributes of the resource of an object whose beginning the reader stands on, and answers their bytes.</summary>
    private static byte[] ReadResource(Utf8JsonReader reader, OtlpAttributes attributes)
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

    private static void ReadAttributes(ref Utf8JsonReader reader, OtlpAttributes attributes, ArrayBufferWriter<byte>? seen = null)
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

    private static OtlpValue WholeValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= 40)
        {
            var digits = Encoding.UTF8.GetString(reader.ValueSpan);
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? OtlpValue.Of(whole) : OtlpValue.Of(digits);
        }

        reader.Skip();
        return default;
    }

    /// <summary>A number, or one of the texts that JSON has no number for (<c>"NaN"</c>): those are kept, so that they are refused and not overlooked.</summary>
    private static OtlpValue RealValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= 400)
        {
            var digits = Encoding.UTF8.GetString(reader.ValueSpan);
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? OtlpValue.Of(real, digits) : OtlpValue.Of(digits);
        }

        reader.Skip();
        return default;
    }

    private static ulong Nano(ref Utf8JsonReader reader)
    {
        reader.Read();
        var nano = WholeValue(ref reader).AsWhole();
        return nano is > 0 and var known ? (ulong)known : 0;
    }

    private static ulong TemporalityOf(Utf8JsonReader reader)
    {
        ulong temporality = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals("aggregationTemporality"u8);
            reader.Read();
            temporality = !isIt ? temporality
                : reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number) ? number
                : reader.TokenType != JsonTokenType.String ? 0UL
                : reader.ValueTextEquals("AGGREGATION_TEMPORALITY_DELTA"u8) ? 1UL
                : reader.ValueTextEquals("AGGREGATION_TEMPORALITY_CUMULATIVE"u8) ? 2UL : 0UL;
            reader.Skip();
        }

        return temporality;
    }

    /// <summary>The name of the object of this name, of an object whose beginning the reader stands on.</summary>
    private static string NameIn(Utf8JsonReader reader, ReadOnlySpan<byte> name, OtlpAttributes attributes)
    {
        var found = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            found = isIt && reader.TokenType == JsonTokenType.StartObject ? TextIn(reader, "name"u8, attributes) : found;
            reader.Skip();
        }

        return found;
    }

    private static string TextIn(Utf8JsonReader reader, ReadOnlySpan<byte> name, OtlpAttributes attributes)
    {
        var found = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                found = JsonFields.Text(ref reader) is { IsEmpty: false } text ? attributes.TextOf(null, text) : found;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }

    private static bool IsObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
