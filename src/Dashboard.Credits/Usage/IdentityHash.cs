namespace Dashboard.Credits.Usage;

/// <summary>The first 12 bytes of a SHA-256 over an id and its kind, in the low 96 bits. Ordered as bytes.</summary>
public readonly record struct IdentityHash(UInt128 Value) : IComparable<IdentityHash>
{
    public int CompareTo(IdentityHash other) => Value.CompareTo(other.Value);
}
