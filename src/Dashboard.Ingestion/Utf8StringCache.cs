using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Ingestion;

/// <summary>
/// Strings that come again and again (sessions, models, projects), found by their UTF-8 bytes. Holds a bounded number; a newer
/// string takes the place of an older one. Not for several threads.
/// </summary>
public sealed class Utf8StringCache
{
    private const int Slots = 1024;
    private readonly (byte[] Bytes, string Text)[] slots = new (byte[], string)[Slots];

    /// <summary>The text of these bytes; invalid bytes become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref var slot = ref slots[Hash(utf8) & (Slots - 1)];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        for (; utf8.Length >= 8; utf8 = utf8[8..])
        {
            hash = unchecked((hash ^ MemoryMarshal.Read<ulong>(utf8)) * 0x9E3779B97F4A7C15);
            hash ^= hash >> 29;
        }

        foreach (var b in utf8)
        {
            hash = unchecked((hash ^ b) * 0x100000001B3);
        }

        return (int)((hash ^ (hash >> 32)) & int.MaxValue);
    }
}
