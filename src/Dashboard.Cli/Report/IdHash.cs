using System.Numerics;
using System.Runtime.InteropServices;

namespace Dashboard.Cli.Report;

/// <summary>128 bits of an id, to find it again within one run. Not the stored identity, and never written anywhere.</summary>
internal static class IdHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;

    /// <summary>The hash; 0 for no id.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
        {
            return 0;
        }

        unchecked
        {
            var a = ((ulong)id.Length * P1) + P2;
            var b = (ulong)id.Length ^ P3;
            for (; id.Length >= 8; id = id[8..])
            {
                Mix(ref a, ref b, MemoryMarshal.Read<ulong>(id));
            }

            var tail = 0UL;
            for (var i = 0; i < id.Length; i++)
            {
                tail |= (ulong)id[i] << (8 * i);
            }

            Mix(ref a, ref b, tail);
            a = Finish(a + (b * P3));
            b = Finish(b ^ BitOperations.RotateLeft(a, 23));
            return new UInt128(a, b) | UInt128.One;
        }
    }

    /// <summary>64 bits of it; 0 for no id.</summary>
    public static ulong Short(ReadOnlySpan<byte> id) => unchecked((ulong)(Of(id) >> 64));

    private static void Mix(ref ulong a, ref ulong b, ulong word)
    {
        unchecked
        {
            a = BitOperations.RotateLeft(a ^ (word * P2), 31) * P1;
            b = (BitOperations.RotateLeft(b + (word * P3), 27) * P2) + a;
        }
    }

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * P2;
            value = (value ^ (value >> 29)) * P3;
            return value ^ (value >> 32);
        }
    }
}
