using System.Buffers.Binary;

namespace Dashboard.Credits.Usage;

/// <summary>
/// A stored identity key: the UTC day of the observation's own timestamp in the first 4 bytes (days since 1970-01-01, 0 without
/// a timestamp) before the 12 bytes of the hash, so that keys arrive almost sorted. The same hash on another day is the same identity.
/// </summary>
/// <param name="First">The first 8 bytes.</param>
/// <param name="Second">The other 8.</param>
public readonly record struct IdentityKey(ulong First, ulong Second) : IComparable<IdentityKey>
{
    private const int SizeInBytes = 16;

    /// <summary>The key of a hash seen on a day.</summary>
    public static IdentityKey Of(uint day, IdentityHash hash) => new(((ulong)day << 32) | hash.High, hash.Low);

    /// <summary>The UTC day of an instant, 0 for none or for instants before 1970.</summary>
    public static uint DayOf(long? occurredAtMs) => occurredAtMs is > 0 and { } ms ? (uint)Math.Min(ms / 86_400_000, uint.MaxValue - 1) : 0;

    /// <summary>The day part.</summary>
    public uint Day => (uint)(First >> 32);

    /// <summary>The hash part.</summary>
    public IdentityHash Hash => new(unchecked((uint)First), Second);

    /// <summary>16 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[SizeInBytes];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Writes the same into the first 16 bytes.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Second);
    }

    /// <summary>The inverse of <see cref="ToBytes"/>.</summary>
    public static IdentityKey FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Equal when all bytes are.</summary>
    public bool Equals(IdentityKey other) => First == other.First && Second == other.Second;

    /// <summary>As that of its hash: the same hash is seldom there for two days.</summary>
    public override int GetHashCode() => unchecked((int)(Second >> 32));

    public int CompareTo(IdentityKey other) => First == other.First ? Second.CompareTo(other.Second) : First.CompareTo(other.First);
}
