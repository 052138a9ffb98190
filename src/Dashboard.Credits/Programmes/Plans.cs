namespace Dashboard.Credits.Programmes;

/// <summary>The vendor's plans. Source: facts on the vendor's plans, sections 1A–1C.</summary>
public static class Plans
{
    public static readonly Plan Free = new("free", "Free");
    public static readonly Plan Pro = new("pro", "Pro");
    public static readonly Plan Max5x = new("max-5x", "Max 5x");
    public static readonly Plan Max20x = new("max-20x", "Max 20x");
    public static readonly Plan TeamStandard = new("team-standard", "Team Standard");
    public static readonly Plan TeamPremium = new("team-premium", "Team Premium");
    public static readonly Plan EnterpriseUsage = new("enterprise-usage", "Enterprise usage-based");
    public static readonly Plan EnterpriseStandard = new("enterprise-standard", "Enterprise Standard");
    public static readonly Plan EnterprisePremium = new("enterprise-premium", "Enterprise Premium");

    /// <summary>All plans, in the order in which pages list them.</summary>
    public static IReadOnlyList<Plan> All { get; } =
        [Free, Pro, Max5x, Max20x, TeamStandard, TeamPremium, EnterpriseUsage, EnterpriseStandard, EnterprisePremium];

    /// <summary>The plan with this id, or with this name in any case and spacing (<c>Max 5x</c>, <c>max_5x</c>); null when there is none.</summary>
    public static Plan? Find(string text)
    {
        var wanted = Key(text);
        return All.FirstOrDefault(p => Key(p.Id) == wanted || Key(p.Name) == wanted);
    }

    /// <summary>The plan's name, or the id itself when it is not one of <see cref="All"/>.</summary>
    public static string NameOf(string id) => All.FirstOrDefault(p => p.Id == id)?.Name ?? id;

    private static string Key(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
