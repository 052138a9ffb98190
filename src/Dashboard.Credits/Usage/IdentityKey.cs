using System.Buffers.Binary;

namespace Dashboard.Credits.Usage;

/// <summary>
/// A stored identity key: the UTC day of the observation's own timestamp in the high 32 bits (days since 1970-01-01, 0 without
/// a timestamp) over the 96 bits of the hash, so that keys arrive almost sorted. The same hash on the day before or after is the same identity.
/// </summary>
public readonly record struct IdentityKey(UInt128 Value) : IComparable<IdentityKey>
{
    private const int SizeInBytes = 16;

    /// <summary>The key of a hash seen on a day.</summary>
    public static IdentityKey Of(uint day, IdentityHash hash) => new(((UInt128)day << 96) | hash.Value);

    /// <summary>The UTC day of an instant, 0 for none or for instants before 1970.</summary>
    public static uint DayOf(long? occurredAtMs) => occurredAtMs is > 0 and { } ms ? (uint)Math.Min(ms / 86_400_000, uint.MaxValue - 1) : 0;

    /// <summary>The day part.</summary>
    public uint Day => (uint)(Value >> 96);

    /// <summary>The hash part.</summary>
    public IdentityHash Hash => new(Value & ((UInt128.One << 96) - 1));

    /// <summary>16 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[SizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>The inverse of <see cref="ToBytes"/>.</summary>
    public static IdentityKey FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>As that of its hash: the same hash is seldom there for two days.</summary>
    public override int GetHashCode() => unchecked((int)((ulong)Value >> 32));

    public int CompareTo(IdentityKey other) => Value.CompareTo(other.Value);
}
