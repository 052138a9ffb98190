using Dashboard.Credits.Money;
using Dashboard.Web.Vendor;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>A name of the vendor's reports that is nobody's seat.</summary>
/// <param name="Connection">Name of the connection.</param>
/// <param name="Reads">Which report.</param>
/// <param name="Actor">The name; empty when the vendor names nobody.</param>
/// <param name="Cost">What it cost in the last 30 days; null when the report names no amounts, or the person may not see them.</param>
/// <param name="Tokens">Tokens of all kinds.</param>
public sealed record VendorUnassigned(string Connection, VendorReads Reads, string Actor, Nanodollars? Cost, long Tokens);
