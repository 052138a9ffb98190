namespace Dashboard.Credits.Usage;

/// <summary>One name under which usage comes in.</summary>
/// <param name="Kind">What kind of name.</param>
/// <param name="Value">The name, compared exactly; an e-mail in lower case, an attribute as <c>name=value</c>.</param>
public readonly record struct Identity(IdentityKind Kind, string Value) : IComparable<Identity>
{
    /// <summary>The longest value there is, in characters: an attribute's name, <c>=</c> and value.</summary>
    public const int MostText = 513;

    /// <summary>The identity as it is compared: without spaces around, an e-mail in lower case.</summary>
    public static Identity Of(IdentityKind kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Trim();
        return new Identity(kind, kind is IdentityKind.Email ? text.ToLowerInvariant() : text);
    }

    /// <summary>By kind, then by value.</summary>
    public int CompareTo(Identity other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Value, other.Value);

    public static bool operator <(Identity left, Identity right) => left.CompareTo(right) < 0;

    public static bool operator >(Identity left, Identity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Identity left, Identity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Identity left, Identity right) => left.CompareTo(right) >= 0;
}
