using System.Text.Json;
using Dashboard.Ingestion.Json;
using static Dashboard.Ingestion.Otlp.OtlpJsonAttributes;
using static Dashboard.Ingestion.Otlp.OtlpJsonNumbers;
using static Dashboard.Ingestion.Otlp.OtlpJsonWalk;

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
}
