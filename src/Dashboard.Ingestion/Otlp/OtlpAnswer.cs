using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>The bytes of an answer, in the encoding of its request. Source: OTLP specification 1.x, <c>Export*ServiceResponse</c> and <c>google.rpc.Status</c>.</summary>
public static class OtlpAnswer
{
    /// <summary>Everything was taken, or all but some: how many were not, and why.</summary>
    /// <param name="encoding">Of the request.</param>
    /// <param name="isMetrics">Data points, else log records.</param>
    /// <param name="rejected">How many were not taken; 0 with a message is a warning.</param>
    /// <param name="message">Why, in plain sentences; empty when all is well.</param>
    public static byte[] Success(OtlpEncoding encoding, bool isMetrics, long rejected, string message)
    {
        if (encoding == OtlpEncoding.Json)
        {
            return Json(json =>
            {
                if (rejected > 0 || message.Length > 0)
                {
                    json.WriteStartObject("partialSuccess");
                    json.WriteString(isMetrics ? "rejectedDataPoints" : "rejectedLogRecords", rejected.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    json.WriteString("errorMessage", message);
                    json.WriteEndObject();
                }
            });
        }

        if (rejected == 0 && message.Length == 0)
        {
            return [];
        }

        var partial = new ArrayBufferWriter<byte>();
        if (rejected > 0)
        {
            WriteVarint(partial, 1 << 3);
            WriteVarint(partial, (ulong)rejected);
        }

        WriteBytes(partial, 2, Encoding.UTF8.GetBytes(message));
        var response = new ArrayBufferWriter<byte>();
        WriteBytes(response, 1, partial.WrittenSpan);
        return response.WrittenSpan.ToArray();
    }

    /// <summary>Nothing was taken.</summary>
    /// <param name="encoding">Of the request.</param>
    /// <param name="code">The gRPC status code.</param>
    /// <param name="message">Why, in a plain sentence.</param>
    public static byte[] Failure(OtlpEncoding encoding, int code, string message)
    {
        if (encoding == OtlpEncoding.Json)
        {
            return Json(json =>
            {
                json.WriteNumber("code", code);
                json.WriteString("message", message);
            });
        }

        var status = new ArrayBufferWriter<byte>();
        WriteVarint(status, 1 << 3);
        WriteVarint(status, (ulong)code);
        WriteBytes(status, 2, Encoding.UTF8.GetBytes(message));
        return status.WrittenSpan.ToArray();
    }

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBytes(ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            WriteVarint(to, (ulong)((field << 3) | 2));
            WriteVarint(to, (ulong)bytes.Length);
            to.Write(bytes);
        }
    }

    private static void WriteVarint(ArrayBufferWriter<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.Write([(byte)((value & 0x7F) | 0x80)]);
        }

        to.Write([(byte)value]);
    }
}
