namespace Dashboard.Credits.Usage;

/// <summary>One condition of a rule: usage states an identity of this kind whose value is like the pattern.</summary>
/// <param name="Kind">The kind asked for.</param>
/// <param name="Pattern">The whole value, in any case of letters; a <c>*</c> stands for any characters, or none.</param>
public sealed record IdentityCondition(IdentityKind Kind, string Pattern)
{
    /// <summary>Whether one of these identities meets it.</summary>
    public bool IsMetBy(IReadOnlyList<Identity> identities)
    {
        ArgumentNullException.ThrowIfNull(identities);
        foreach (var identity in identities)
        {
            if (identity.Kind == Kind && IsLike(identity.Value, Pattern))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks both texts once and returns to the last star only: the worst case is the product of the lengths, never more.</summary>
    internal static bool IsLike(string value, string pattern)
    {
        var (v, p, star, resume) = (0, 0, -1, 0);
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, v);
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(value[v]))
            {
                p++;
                v++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }
}
