using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The first 8 bytes of an identity hash as an integer whose order is the byte order.</summary>
internal static class StoredHash
{
    public static long Of(IdentityHash hash) => unchecked((long)((ulong)(hash.Value >> 32) ^ 0x8000_0000_0000_0000));

    /// <summary>The hash with its last 4 bytes zero: enough to order events.</summary>
    public static IdentityHash ToHash(long stored) => new((UInt128)unchecked((ulong)stored ^ 0x8000_0000_0000_0000) << 32);
}
