using System.Globalization;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Identities;

/// <summary>Which identities a page shows, as it stands in the address.</summary>
/// <param name="Text">Part of the name.</param>
/// <param name="Kind">Of one kind; null: of every kind.</param>
/// <param name="Sort">The order.</param>
/// <param name="Page">From 1.</param>
public sealed record IdentityFilter(string? Text = null, IdentityKind? Kind = null, IdentitySort Sort = IdentitySort.Cost, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    private const int MostText = 200;
    private const int MostPages = 100_000;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Text is not null || Kind is not null;

    /// <summary>From the parts of an address; what cannot be read is left out.</summary>
    public static IdentityFilter Of(string? text, string? kind, string? sort, string? page) => new(
        string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(MostText, text.Trim().Length)].Replace("\0", "", StringComparison.Ordinal),
        KindOf(kind),
        Enum.GetValues<IdentitySort>().FirstOrDefault(s => Key(s) == sort),
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MostPages) : 1);

    /// <summary>A kind as an address holds it.</summary>
    public static string Key(IdentityKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>An order as an address holds it.</summary>
    public static string Key(IdentitySort sort) => sort.ToString().ToLowerInvariant();

    /// <summary>The kind of a word in an address; null for any other word.</summary>
    public static IdentityKind? KindOf(string? word) => Enum.GetValues<IdentityKind>().Where(k => Key(k) == word).Select(k => (IdentityKind?)k).FirstOrDefault();

    /// <summary>As the database is asked.</summary>
    public IdentityQuery ToQuery() => new(Text, Kind, Sort, (Page - 1) * PageSize, PageSize);

    /// <summary>The address under a path, without what is not asked.</summary>
    public string Address(string path)
    {
        List<(string Name, string? Value)> parts =
        [
            ("q", Text is null ? null : Uri.EscapeDataString(Text)), ("kind", Kind is { } kind ? Key(kind) : null), ("sort", Sort is IdentitySort.Cost ? null : Key(Sort)), ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ];
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
