namespace Dashboard.Web.Components.Layout;

/// <summary>The pages of the menu, in order. A page adds its line here when it exists, not before.</summary>
public static class Navigation
{
    /// <summary>The groups of the menu.</summary>
    public static IReadOnlyList<NavigationGroup> Groups { get; } =
    [
        new("This cycle", [new("Overview", "", "grid"), new("Seats", "seats", "seats"), new("Ledger", "ledger", "ledger")]),
        new("Machinery", [new("Sources", "sources", "source"), new("Settings", "settings", "gear")]),
    ];

    /// <summary>Whether a page is in the menu or below one that is, so that others may link to it.</summary>
    public static bool Has(string href) => Groups.Any(g => g.Links.Any(l => l.Href == href || (l.Href.Length > 0 && href.StartsWith(l.Href + "/", StringComparison.Ordinal))));
}
