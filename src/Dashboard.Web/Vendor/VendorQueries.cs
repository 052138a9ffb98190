using System.Globalization;
using Dashboard.Credits.Vendor;

namespace Dashboard.Web.Vendor;

/// <summary>What is asked for. Source: the vendor's reference of the admin APIs.</summary>
internal static class VendorQueries
{
    /// <summary>The most days that one question may span.</summary>
    public static int MostDays(VendorReportKind report) => report == VendorReportKind.ClaudeCode ? 1 : 31;

    /// <summary>The first day that the vendor has.</summary>
    public static DateOnly Earliest(VendorReportKind report, DateOnly today)
    {
        var year = today.AddDays(-364);
        return report is VendorReportKind.EnterpriseCost or VendorReportKind.EnterpriseUsage && year < new DateOnly(2026, 1, 1) ? new DateOnly(2026, 1, 1) : year;
    }

    /// <summary>A page of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="from">The first UTC day.</param>
    /// <param name="until">The day after the last.</param>
    /// <param name="page">Where the page is; null for the first.</param>
    public static string Of(VendorReportKind report, DateOnly from, DateOnly until, string? page) => "/v1/organizations/" + report switch
    {
        VendorReportKind.ClaudeCode => $"usage_report/claude_code?starting_at={Day(from)}&limit=1000",
        VendorReportKind.MessagesUsage => $"usage_report/messages?{Days(from, until)}&bucket_width=1d&limit=31{Groups("account_id", "service_account_id", "api_key_id", "workspace_id", "model")}",
        VendorReportKind.Cost => $"cost_report?{Days(from, until)}&bucket_width=1d&limit=31{Groups("workspace_id", "description")}",
        VendorReportKind.EnterpriseCost => $"analytics/user_cost_report?{Days(from, until)}&bucket_width=1d&limit=1000{Groups("product", "model")}",
        VendorReportKind.EnterpriseUsage => $"analytics/user_usage_report?{Days(from, until)}&bucket_width=1d&limit=1000{Groups("product", "model")}",
    } + Page(page);

    /// <summary>A page of the spend limits that hold.</summary>
    public static string SpendLimits(string? page) => "/v1/organizations/spend_limits/effective?limit=1000" + Page(page);

    private static string Days(DateOnly from, DateOnly until) => $"starting_at={Day(from)}T00%3A00%3A00Z&ending_at={Day(until)}T00%3A00%3A00Z";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Groups(params IEnumerable<string> names) => string.Concat(names.Select(n => "&group_by%5B%5D=" + n));

    private static string Page(string? page) => page is null ? "" : "&page=" + Uri.EscapeDataString(page);
}
