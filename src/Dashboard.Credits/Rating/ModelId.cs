namespace Dashboard.Credits.Rating;

/// <summary>
/// The model id that prices and remainders are looked up by: the stated id without <c>-YYYYMMDD</c>, <c>@…</c>,
/// <c>-latest</c> and <c>[1m]</c>. What is left is matched exactly, never by prefix. Source: law, section 4, Rating.
/// </summary>
public static class ModelId
{
    /// <summary>The model of usage whose source names none. It has no price row.</summary>
    public const string NotStated = "(not stated)";

    private const string LongContext = "[1m]";
    private const string Latest = "-latest";
    private const int DateLength = 9;

    /// <summary>The id without its suffixes, in whatever order they stand.</summary>
    public static string Normalize(string stated) => Normalize(stated, out _);

    /// <summary>The same, and whether the id carried the <c>[1m]</c> suffix.</summary>
    public static string Normalize(string stated, out bool longContext)
    {
        longContext = false;
        var id = stated.AsSpan().Trim();
        while (true)
        {
            var at = id.IndexOf('@');
            if (id.EndsWith(LongContext, StringComparison.Ordinal))
            {
                longContext = true;
                id = id[..^LongContext.Length];
            }
            else if (at > 0)
            {
                longContext |= id[at..].IndexOf(LongContext, StringComparison.Ordinal) >= 0;
                id = id[..at];
            }
            else if (id.Length > Latest.Length && id.EndsWith(Latest, StringComparison.Ordinal))
            {
                id = id[..^Latest.Length];
            }
            else if (id.Length > DateLength && IsDate(id[^DateLength..]))
            {
                id = id[..^DateLength];
            }
            else
            {
                return id.Length == stated.Length ? stated : id.ToString();
            }
        }
    }

    private static bool IsDate(ReadOnlySpan<char> suffix) =>
        suffix[0] == '-' && suffix[1] == '2' && suffix[2] == '0' && !suffix[1..].ContainsAnyExceptInRange('0', '9');
}
