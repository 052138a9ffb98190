using Dashboard.Credits.Reconciliation;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>Differences and reports in the words of pages.</summary>
internal static class ReconciliationWords
{
    /// <summary>All reasons, in order.</summary>
    public static IReadOnlyList<DifferenceKind> Kinds { get; } = Enum.GetValues<DifferenceKind>();

    /// <summary>The reason in one or two words.</summary>
    public static string Name(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Late => "Late",
        DifferenceKind.Price => "Price",
        DifferenceKind.Unclassified => "Unclassified",
        DifferenceKind.MissingSource => "Missing source",
        DifferenceKind.NotInReport => "Not in the report",
        DifferenceKind.Unpriced => "Unpriced",
        DifferenceKind.Unexplained => "Unexplained",
    };

    /// <summary>What it means and what to do.</summary>
    public static string About(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Late => "Usage after the instant as of which the report is. It goes by itself with the next report.",
        DifferenceKind.Price => "The same tokens at another price: a discount, a price row, a modifier. Look at the price book and the contract.",
        DifferenceKind.Unclassified => "Usage or report that names no seat. Say whose it is on the page Sources.",
        DifferenceKind.MissingSource => "The report knows of usage that no source brought: somebody's telemetry or transcripts are missing.",
        DifferenceKind.NotInReport => "Usage that the report does not know. The report may cover less, or the usage is of another account.",
        DifferenceKind.Unpriced => "Usage here has no price and so no amount. Add the price row.",
        DifferenceKind.Unexplained => "The report names no tokens, so price and missing usage cannot be told apart.",
    };

    /// <summary>What the usage is compared with.</summary>
    public static string Side(ReconciliationSide side) => side.Report switch
    {
        null => "Counters of the clients (telemetry metrics)",
        VendorReportKind.ClaudeCode => $"{side.Name}: Claude Code analytics",
        VendorReportKind.Cost => $"{side.Name}: cost report",
        VendorReportKind.EnterpriseCost => $"{side.Name}: Enterprise cost",
        { } other => $"{side.Name}: {other}",
    };

    /// <summary>The side in an address.</summary>
    public static string Slug(ReconciliationSide side) => side.Report is { } report ? $"{side.ConnectionId}-{(int)report}" : "counters";
}
