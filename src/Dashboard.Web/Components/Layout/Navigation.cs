using Dashboard.Web.Security;

namespace Dashboard.Web.Components.Layout;

/// <summary>The pages of the menu and the tabs of the settings, in order. A page adds its line here when it exists, not before.</summary>
public static class Navigation
{
    private const string SettingsHref = "settings";

    /// <summary>The tabs of the settings.</summary>
    public static IReadOnlyList<SettingsLink> Settings { get; } =
    [
        new("Organisation", SettingsHref, Right.SeeSettings),
        new("Programmes", "settings/programmes", Right.SeeSettings),
        new("Plans and fees", "settings/plans", Right.SeeSettings),
        new("Price book", "settings/prices", Right.SeeSettings),
        new("Pool rules", "settings/rules", Right.SeeSettings),
        new("Identities", "settings/identities", Right.SeeSettings),
        new("Overage limits", "settings/overage", Right.SeeSettings),
        new("Mail", "settings/mail", Right.SeeSettings),
        new("Webhooks", "settings/webhooks", Right.SeeSettings),
        new("Telemetry", "settings/telemetry", Right.ManageSources),
        new("Vendor reports", "settings/vendor", Right.ManageSources),
        new("Files", "settings/files", Right.ImportUsage),
        new("People", "settings/people", Right.ManagePeople),
        new("API keys", "settings/api-keys", Right.ManageKeys),
        new("Shared links", "settings/shares", Right.Share),
        new("Audit log", "settings/audit", Right.SeeAudit),
        new("API", "settings/api", Right.SeeHealth),
        new("Health", "settings/health", Right.SeeHealth),
    ];

    /// <summary>The groups of the menu.</summary>
    public static IReadOnlyList<NavigationGroup> Groups { get; } =
    [
        new("This cycle", [new("Overview", "", "grid", Right.SeeFigures), new("Seats", "seats", "seats", Right.SeeSeats), new("Teams", "teams", "person", Right.SeeFigures), new("Ledger", "ledger", "ledger", Right.SeeFigures), new("Who pays", "meters", "key", Right.SeeFigures), new("Reconciliation", "reconciliation", "fit", Right.SeeFigures), new("Runbook", "runbook", "book", Right.SeeRunbook)]),
        new("Machinery", [new("Jobs", "jobs", "jobs", Right.SeeHealth), new("Sources", "sources", "source", Right.ManageSources), new("Settings", SettingsHref, "gear", Right.SeeSettings)]),
    ];

    /// <summary>The menu of a person: only what they may open. Settings lead to the first tab that is theirs.</summary>
    public static IReadOnlyList<NavigationGroup> For(Access access)
    {
        ArgumentNullException.ThrowIfNull(access);
        var settings = Settings.FirstOrDefault(s => access.Can(s.Right));
        return [.. Groups
            .Select(g => g with { Links = [.. g.Links.Select(Own).OfType<NavigationLink>()] })
            .Where(g => g.Links.Count > 0)];

        NavigationLink? Own(NavigationLink link) => link.Href == SettingsHref ? settings is null ? null : link with { Href = settings.Href, Right = settings.Right }
            : access.Can(link.Right) ? link : null;
    }

    /// <summary>Whether a page is in the menu or below one that is, so that others may link to it.</summary>
    public static bool Has(string href) => Groups.Any(g => g.Links.Any(l => l.Href == href || (l.Href.Length > 0 && href.StartsWith(l.Href + "/", StringComparison.Ordinal))));
}
