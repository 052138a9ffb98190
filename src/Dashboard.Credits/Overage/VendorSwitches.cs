using Dashboard.Credits.Programmes;

namespace Dashboard.Credits.Overage;

/// <summary>The vendor's switches by plan. Sources: the vendor's support articles, read on the day that each row names.</summary>
public static class VendorSwitches
{
    private static readonly DateOnly Read = new(2026, 8, 22);

    /// <summary>All of them; plans that have no switch have no row.</summary>
    public static IReadOnlyList<VendorSwitch> All { get; } =
    [
        new(
            [Plans.Pro.Id, Plans.Max5x.Id, Plans.Max20x.Id], "the seat holder, in their own account", "Settings, Usage, Usage credits", "https://claude.ai/settings/usage",
            "Turn usage credits on or off, and set the monthly spend limit to the cap.", "https://support.claude.com/en/articles/12429409", Read),
        new(
            [Plans.TeamStandard.Id, Plans.TeamPremium.Id], "an owner of the Team organisation", "Organization settings, Usage, Usage credits", "https://claude.ai/admin-settings/usage",
            "Turn usage credits on for this person, or off, and set the person's monthly spend limit to the cap.", "https://support.claude.com/en/articles/12005970", Read),
        new(
            [Plans.EnterpriseStandard.Id, Plans.EnterprisePremium.Id], "an owner of the Enterprise organisation", "Organization settings, Usage", "https://claude.ai/admin-settings/usage",
            "Set the person's spend limit: the cap for on, 0 for off. The vendor's limits start anew on the 1st at 00:00 UTC.", "https://support.claude.com/en/articles/13799932", Read),
        new(
            [Plans.EnterpriseUsage.Id], "an owner of the Enterprise organisation", "Organization settings, Usage", "https://claude.ai/admin-settings/usage",
            "All usage of this plan is billed from the first token. Only the person's spend limit stops it.", "https://support.claude.com/en/articles/11526368", Read),
    ];

    /// <summary>The switch of a plan; null when the vendor has none for it.</summary>
    public static VendorSwitch? Of(string planId) => All.FirstOrDefault(s => s.PlanIds.Contains(planId));
}
