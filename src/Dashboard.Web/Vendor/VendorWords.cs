using Dashboard.Credits.Vendor;

namespace Dashboard.Web.Vendor;

/// <summary>What people call kinds and reports.</summary>
internal static class VendorWords
{
    /// <summary>What a kind of organisation can read, in order.</summary>
    public static IReadOnlyList<VendorReads> Of(VendorKind kind) => kind switch
    {
        VendorKind.Console => [VendorReads.ClaudeCode, VendorReads.MessagesUsage, VendorReads.Cost],
        VendorKind.Enterprise => [VendorReads.EnterpriseCost, VendorReads.EnterpriseUsage, VendorReads.SpendLimits],
    };

    public static VendorReads All(VendorKind kind) => Of(kind).Aggregate(VendorReads.None, (all, one) => all | one);

    public static string Name(VendorKind kind) => kind switch
    {
        VendorKind.Console => "Claude Console organisation",
        VendorKind.Enterprise => "Claude Enterprise",
    };

    public static string Name(VendorReads one) => one switch
    {
        VendorReads.SpendLimits => "Spend limits",
        VendorReads.ClaudeCode => "Claude Code Analytics",
        VendorReads.MessagesUsage => "API usage",
        VendorReads.Cost => "API cost",
        VendorReads.EnterpriseCost => "Cost per person",
        VendorReads.EnterpriseUsage => "Usage per person",
        _ => "",
    };

    public static string About(VendorReads one) => one switch
    {
        VendorReads.SpendLimits => "the limit that holds for each person, and what is spent against it",
        VendorReads.ClaudeCode => "estimated cost and tokens of Claude Code, per person or API key",
        VendorReads.MessagesUsage => "tokens per API key and account; no amounts",
        VendorReads.Cost => "amounts per workspace; no people",
        VendorReads.EnterpriseCost => "amounts after discount, per person and product",
        VendorReads.EnterpriseUsage => "tokens and requests, per person and product; no amounts",
        _ => "",
    };

    /// <summary>The scope a key needs for it, as the vendor calls it.</summary>
    public static string? Scope(VendorReads one) => one switch
    {
        VendorReads.SpendLimits => "read:spend_limits",
        VendorReads.EnterpriseCost or VendorReads.EnterpriseUsage => "read:analytics",
        _ => null,
    };

    /// <summary>The kind of report; null for spend limits.</summary>
    public static VendorReportKind? ReportOf(VendorReads one) => one is VendorReads.SpendLimits or VendorReads.None ? null : (VendorReportKind)int.Log2((int)one);

    /// <summary>The number under which its pulls are noted.</summary>
    public static int NumberOf(VendorReads one) => (int)(ReportOf(one) ?? 0);
}
