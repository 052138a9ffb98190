using System.Text.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>
/// Reads what Claude Code sends by OpenTelemetry: usage from its request events, refusals from its error events, a check from its metrics.
/// Every other record and metric is passed over. Prompts, answers and paths are never read.
/// </summary>
public static class OtlpReader
{
    /// <summary>The logs of one request; null when the body is none in this encoding.</summary>
    /// <param name="body">The whole body, unpacked.</param>
    /// <param name="encoding">How it is written.</param>
    public static OtlpLogs? ReadLogs(ReadOnlySpan<byte> body, OtlpEncoding encoding)
    {
        var reader = new OtlpLogReader();
        try
        {
            return (encoding == OtlpEncoding.Json ? OtlpJson.Read(body, reader) : OtlpProtobuf.Read(body, reader)) ? reader.Found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The metrics of one request; null when the body is none in this encoding.</summary>
    /// <param name="body">The whole body, unpacked.</param>
    /// <param name="encoding">How it is written.</param>
    public static OtlpMetrics? ReadMetrics(ReadOnlySpan<byte> body, OtlpEncoding encoding)
    {
        var reader = new OtlpMetricReader();
        try
        {
            return (encoding == OtlpEncoding.Json ? OtlpJson.Read(body, reader) : OtlpProtobuf.Read(body, reader)) ? reader.Found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
