namespace Dashboard.Storage.Rows;

/// <summary>
/// The first 4 bytes of hashes that <c>usage_identity</c> holds of one UTC day, so that a process knows in memory on which days a hash may be
/// stored. Rows are only added, and small ones of a day are replaced by one with a higher number: whoever has read up to a number reads what follows.
/// </summary>
public sealed class IdentityDigestRow
{
    public long Id { get; init; }

    /// <summary>Days since 1970-01-01; 0 for keys without a timestamp.</summary>
    public int Day { get; init; }

    /// <summary>Bytes in <see cref="Hashes"/>.</summary>
    public int Size { get; init; }

    /// <summary>4 bytes a hash, least significant first, in ascending order. A hash may be there that is stored no more; none that is stored is missing.</summary>
    public required byte[] Hashes { get; init; }
}
