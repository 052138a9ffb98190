using System.Buffers;

namespace Dashboard.Ingestion.Otlp;

/// <summary>
/// Walks an export request in protobuf, by the field numbers of the OTLP wire. False where the request itself cannot be read; a record or
/// point that cannot be read is handed on as broken and costs no other.
/// </summary>
internal static class OtlpProtobuf
{
    public static bool Read(ReadOnlySpan<byte> body, OtlpLogReader into)
    {
        var request = new ProtoReader(body);
        while (request.Read())
        {
            if (request.Field == 1 && request.IsBytes && !ReadResourceLogs(request.Bytes, into))
            {
                return false;
            }
        }

        return !request.IsBroken;
    }

    public static bool Read(ReadOnlySpan<byte> body, OtlpMetricReader into)
    {
        var request = new ProtoReader(body);
        while (request.Read())
        {
            if (request.Field == 1 && request.IsBytes && !ReadResourceMetrics(request.Bytes, into))
            {
                return false;
            }
        }

        return !request.IsBroken;
    }

    private static bool ReadResourceLogs(ReadOnlySpan<byte> message, OtlpLogReader into)
    {
        if (!TryResource(message, into.Record.Resource, out _))
        {
            return false;
        }

        var logs = new ProtoReader(message);
        while (logs.Read())
        {
            if (logs.Field == 2 && logs.IsBytes && !ReadScopeLogs(logs.Bytes, into))
            {
                return false;
            }
        }

        return !logs.IsBroken;
    }

    private static bool ReadScopeLogs(ReadOnlySpan<byte> message, OtlpLogReader into)
    {
        into.Record.Scope = "";
        var scope = new ProtoReader(message);
        while (scope.Read())
        {
            if (scope.Field == 1 && scope.IsBytes)
            {
                into.Record.Scope = NameOf(scope.Bytes, into.Record.Own);
            }
        }

        if (scope.IsBroken)
        {
            return false;
        }

        scope = new ProtoReader(message);
        while (scope.Read())
        {
            if (scope.Field == 2 && scope.IsBytes)
            {
                into.Record.Clear();
                into.OnRecord(TryRecord(scope.Bytes, into.Record));
            }
        }

        return true;
    }

    private static bool TryRecord(ReadOnlySpan<byte> message, OtlpRecord record)
    {
        var fields = new ProtoReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    record.TimeNano = fields.Number;
                    break;
                case 11:
                    record.ObservedNano = fields.Number;
                    break;
                case 5 when fields.IsBytes && record.Name.Length == 0:
                    record.Name = BodyName(fields.Bytes, record.Own);
                    break;
                case 12 when fields.IsBytes && !fields.Bytes.IsEmpty:
                    record.Name = record.Own.TextOf(null, fields.Bytes);
                    break;
                case 6 when fields.IsBytes && !TryAttribute(fields.Bytes, record.Own):
                    return false;
            }
        }

        return !fields.IsBroken;
    }

    /// <summary>A body is read when it can be the name of an event; anything longer is somebody's words.</summary>
    private static string BodyName(ReadOnlySpan<byte> any, OtlpAttributes attributes)
    {
        var value = new ProtoReader(any);
        return value.Read() && value is { Field: 1, IsBytes: true } && value.Bytes.Length <= OtlpLogReader.MostNameBytes && value.Bytes.StartsWith(OtlpLogReader.Prefix)
            ? attributes.TextOf(null, value.Bytes)
            : "";
    }

    private static bool ReadResourceMetrics(ReadOnlySpan<byte> message, OtlpMetricReader into)
    {
        if (!TryResource(message, into.Point.Resource, out var resource))
        {
            return false;
        }

        var metrics = new ProtoReader(message);
        while (metrics.Read())
        {
            if (metrics.Field == 2 && metrics.IsBytes && !ReadScopeMetrics(metrics.Bytes, resource, into))
            {
                return false;
            }
        }

        return !metrics.IsBroken;
    }

    private static bool ReadScopeMetrics(ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource, OtlpMetricReader into)
    {
        var scope = new ProtoReader(message);
        while (scope.Read())
        {
            if (scope.Field == 2 && scope.IsBytes && !ReadMetric(scope.Bytes, resource, into))
            {
                return false;
            }
        }

        return !scope.IsBroken;
    }

    private static bool ReadMetric(ReadOnlySpan<byte> message, ReadOnlySpan<byte> resource, OtlpMetricReader into)
    {
        into.Point.Metric = NameOf(message, into.Point.Own);
        var metric = new ProtoReader(message);
        while (metric.Read())
        {
            // 5 gauge, 7 sum, 9 histogram, 10 exponential histogram, 11 summary: the points of each are field 1.
            if (metric.Field is 5 or 7 or 9 or 10 or 11 && metric.IsBytes && !ReadPoints(metric.Bytes, metric.Field == 7, resource, into))
            {
                return false;
            }
        }

        return !metric.IsBroken;
    }

    private static bool ReadPoints(ReadOnlySpan<byte> message, bool isSum, ReadOnlySpan<byte> resource, OtlpMetricReader into)
    {
        into.Point.Temporality = 0;
        var data = new ProtoReader(message);
        while (data.Read())
        {
            into.Point.Temporality = isSum && data.Field == 2 ? data.Number : into.Point.Temporality;
        }

        if (data.IsBroken)
        {
            return false;
        }

        data = new ProtoReader(message);
        while (data.Read())
        {
            if (data.Field == 1 && data.IsBytes)
            {
                into.Point.Clear();
                into.OnPoint(isSum, !into.Wants || !isSum || TryPoint(data.Bytes, into.Point), resource);
            }
        }

        return true;
    }

    private static bool TryPoint(ReadOnlySpan<byte> message, OtlpPoint point)
    {
        var fields = new ProtoReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 2:
                    point.StartNano = fields.Number;
                    break;
                case 3:
                    point.TimeNano = fields.Number;
                    break;
                case 4:
                    point.Value = OtlpValue.Of(fields.Real);
                    break;
                case 6:
                    point.Value = OtlpValue.Of(fields.Signed);
                    break;
                case 7 when fields.IsBytes:
                    point.Series.Write(fields.Bytes);
                    if (!TryAttribute(fields.Bytes, point.Own))
                    {
                        return false;
                    }

                    break;
            }
        }

        return !fields.IsBroken;
    }

    /// <summary>The resource may stand after what belongs to it, so it is looked for first.</summary>
    private static bool TryResource(ReadOnlySpan<byte> message, OtlpAttributes attributes, out ReadOnlySpan<byte> resource)
    {
        attributes.Clear();
        resource = default;
        var fields = new ProtoReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1 && fields.IsBytes)
            {
                resource = fields.Bytes;
                var inner = new ProtoReader(resource);
                while (inner.Read())
                {
                    if (inner.Field == 1 && inner.IsBytes && !TryAttribute(inner.Bytes, attributes))
                    {
                        return false;
                    }
                }

                if (inner.IsBroken)
                {
                    return false;
                }
            }
        }

        return !fields.IsBroken;
    }

    private static bool TryAttribute(ReadOnlySpan<byte> message, OtlpAttributes attributes)
    {
        ReadOnlySpan<byte> name = default, any = default;
        var pair = new ProtoReader(message);
        while (pair.Read())
        {
            name = pair.Field == 1 ? pair.Bytes : name;
            any = pair.Field == 2 ? pair.Bytes : any;
        }

        if (pair.IsBroken || !attributes.Wants(name, out var field, out var text))
        {
            return !pair.IsBroken;
        }

        var value = new ProtoReader(any);
        while (value.Read())
        {
            attributes.Set(field, text, value.Field switch
            {
                1 when value.IsBytes => OtlpValue.Of(attributes.TextOf(field, value.Bytes)),
                3 => OtlpValue.Of(value.Signed),
                4 => OtlpValue.Of(value.Real),
                _ => default,
            });
        }

        return !value.IsBroken;
    }

    /// <summary>The name of a scope or of a metric: field 1 of both.</summary>
    private static string NameOf(ReadOnlySpan<byte> message, OtlpAttributes attributes)
    {
        var fields = new ProtoReader(message);
        var name = "";
        while (fields.Read())
        {
            name = fields is { Field: 1, IsBytes: true } ? attributes.TextOf(null, fields.Bytes) : name;
        }

        return name;
    }
}
