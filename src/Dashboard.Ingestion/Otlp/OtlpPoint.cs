using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Ingestion.Otlp;

/// <summary>One data point of a metric as it stands in a request; used again for the next one.</summary>
internal sealed class OtlpPoint(Utf8StringCache strings)
{
    public OtlpAttributes Resource { get; } = new(strings) { KeepsOthers = true };

    public OtlpAttributes Own { get; } = new(strings);

    /// <summary>The metric.</summary>
    public string Metric { get; set; } = "";

    /// <summary>1: since the point before; 2: since the start.</summary>
    public ulong Temporality { get; set; }

    /// <summary>Unix nanoseconds; 0 for none.</summary>
    public ulong StartNano { get; set; }

    public ulong TimeNano { get; set; }

    public OtlpValue Value { get; set; }

    /// <summary>The bytes that tell this series from others: its metric, its resource and all its attributes as they were sent.</summary>
    public ArrayBufferWriter<byte> Series { get; } = new(1024);

    /// <summary>A number that no other series has, as good as certainly.</summary>
    public long SeriesKey(ReadOnlySpan<byte> resource)
    {
        Series.Write(Encoding.UTF8.GetBytes(Metric));
        Series.Write("\0"u8);
        Series.Write(resource);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Series.WrittenSpan, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    public OtlpValue this[OtlpField field] => Own[field] is { Kind: not OtlpKind.None } own ? own : Resource[field];

    public string? Text(OtlpField field) => this[field].AsText();

    public void Clear()
    {
        Own.Clear();
        Series.ResetWrittenCount();
        (StartNano, TimeNano, Value) = (0, 0, default);
    }
}
