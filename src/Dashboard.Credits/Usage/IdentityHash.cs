namespace Dashboard.Credits.Usage;

/// <summary>The first 12 bytes of a SHA-256 over an id and its kind, in the low 96 bits. Ordered as bytes.</summary>
public readonly record struct IdentityHash(UInt128 Value) : IComparable<IdentityHash>
{
    /// <summary>Bits of a SHA-256 need no more mixing. Not the lowest 32: a hash read back from storage lacks them.</summary>
    public override int GetHashCode() => unchecked((int)((ulong)Value >> 32));

    public int CompareTo(IdentityHash other) => Value.CompareTo(other.Value);
}
