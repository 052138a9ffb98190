using System.Buffers.Binary;

namespace Dashboard.Credits.Usage;

/// <summary>The first 12 bytes of a SHA-256 over an id and its kind. Ordered as bytes. Two numbers, because a number of 128 bits is never compiled ahead of time, nor is any method that touches one.</summary>
/// <param name="High">The first 4 bytes.</param>
/// <param name="Low">The other 8.</param>
public readonly record struct IdentityHash(uint High, ulong Low) : IComparable<IdentityHash>
{
    private const int SizeInBytes = 12;

    /// <summary>12 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[SizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(4), Low);
        return bytes;
    }

    /// <summary>The inverse of <see cref="ToBytes"/>.</summary>
    public static IdentityHash FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[4..]));

    /// <summary>Equal when all bytes are.</summary>
    public bool Equals(IdentityHash other) => Low == other.Low && High == other.High;

    /// <summary>Bits of a SHA-256 need no more mixing. Not the lowest 32: a hash read back from storage lacks them.</summary>
    public override int GetHashCode() => unchecked((int)(Low >> 32));

    public int CompareTo(IdentityHash other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);
}
