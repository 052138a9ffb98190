using System.Buffers;

namespace Dashboard.Ingestion.Json;

/// <summary>The bytes of a line or an object that began in an earlier piece. What grows too long is let go and only counted.</summary>
internal sealed class CarriedBytes(int most)
{
    private byte[] buffer = [];
    private int length;
    private long gone;

    /// <summary>Whether nothing is carried.</summary>
    public bool IsEmpty => length == 0 && !IsTooLong;

    /// <summary>Whether it grew longer than it may be.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The bytes; none of what is too long.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>How many there were, those let go included.</summary>
    public long Count => gone + length;

    /// <summary>Adds bytes. True when they make it too long.</summary>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        var isNew = !IsTooLong && length + bytes.Length > most;
        if (isNew)
        {
            (IsTooLong, gone, length) = (true, gone + length, 0);
        }

        if (IsTooLong)
        {
            gone += bytes.Length;
            return isNew;
        }

        if (length + bytes.Length > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(64 * 1024, Math.Max(length + bytes.Length, Math.Min(buffer.Length * 2, most))));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
        return false;
    }

    /// <summary>Carries nothing any more; the room stays.</summary>
    public void Clear() => (IsTooLong, gone, length) = (false, 0, 0);

    /// <summary>Gives the room back too.</summary>
    public void Free()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
