using Dashboard.Web.Vendor;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>What the page of vendor reports shows.</summary>
/// <param name="Now">As of.</param>
/// <param name="Connections">All connections.</param>
/// <param name="Reports">Their reports.</param>
/// <param name="Unassigned">Names that are nobody's seat, dearest first; the first of them.</param>
/// <param name="UnassignedCount">How many there are.</param>
/// <param name="Limits">Spend limits, nearest to the limit first; the first of them.</param>
/// <param name="LimitCount">How many there are.</param>
/// <param name="Issues">Fields that were refused in the last pulls.</param>
/// <param name="IssueCount">How many there are.</param>
public sealed record VendorReportsView(
    DateTimeOffset Now, IReadOnlyList<VendorConnectionLine> Connections, IReadOnlyList<VendorReportLine> Reports, IReadOnlyList<VendorUnassigned> Unassigned, int UnassignedCount,
    IReadOnlyList<VendorLimitLine> Limits, int LimitCount, IReadOnlyList<VendorIssueLine> Issues, long IssueCount);
