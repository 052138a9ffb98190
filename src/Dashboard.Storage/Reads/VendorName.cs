using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Reads;

/// <summary>A name without a seat that a report of the vendor states.</summary>
/// <param name="Identity">The name that can be assigned; null when the report names none.</param>
/// <param name="Shown">What the vendor calls it; empty when it names nobody.</param>
/// <param name="Connection">The connection's name.</param>
/// <param name="Report">The report.</param>
/// <param name="Cost">As the report says; null when it names no amounts.</param>
/// <param name="First">The first UTC day.</param>
/// <param name="Last">The last.</param>
public sealed record VendorName(Identity? Identity, string Shown, string Connection, VendorReportKind Report, Nanodollars? Cost, DateOnly First, DateOnly Last);
