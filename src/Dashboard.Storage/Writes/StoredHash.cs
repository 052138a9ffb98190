using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The first 8 bytes of an identity hash as an integer whose order is the byte order.</summary>
internal static class StoredHash
{
    private const ulong Sign = 0x8000_0000_0000_0000;

    public static long Of(IdentityHash hash) => unchecked((long)((((ulong)hash.High << 32) | (hash.Low >> 32)) ^ Sign));

    /// <summary>The hash with its last 4 bytes zero: enough to order events.</summary>
    public static IdentityHash ToHash(long stored) 
    {
        var value = unchecked((ulong)stored) ^ Sign;
        return new IdentityHash((uint)(value >> 32), value << 32);
    }
}
