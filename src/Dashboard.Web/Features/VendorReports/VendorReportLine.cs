using Dashboard.Credits.Money;
using Dashboard.Web.Vendor;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>One report of one connection.</summary>
/// <param name="ConnectionId">The connection.</param>
/// <param name="Connection">Its name.</param>
/// <param name="Reads">Which report.</param>
/// <param name="LastAtMs">When a pull was last whole; null for never.</param>
/// <param name="RefreshedAtMs">As of when the vendor says the figures are.</param>
/// <param name="Rows">Rows of the last whole pull.</param>
/// <param name="Problem">What stood in the way of the last pull; null when nothing did.</param>
/// <param name="Issues">Fields that were refused in the last pull.</param>
/// <param name="SkewMs">What the vendor's clock shows more than ours.</param>
/// <param name="Cost">What the last 30 days cost by it; null when it names no amounts, or the person may not see them.</param>
/// <param name="Unassigned">Of that, what is nobody's seat.</param>
/// <param name="ProvisionalFrom">The first day that may still be restated; null for none.</param>
public sealed record VendorReportLine(
    int ConnectionId, string Connection, VendorReads Reads, long? LastAtMs, long? RefreshedAtMs, long Rows, string? Problem, long Issues, long SkewMs, Nanodollars? Cost, Nanodollars? Unassigned, DateOnly? ProvisionalFrom);
