using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>A spend limit that holds at the vendor.</summary>
/// <param name="Person">E-mail, else the vendor's id.</param>
/// <param name="Amount">Null for unlimited.</param>
/// <param name="Spent">What the vendor counts in the running period.</param>
/// <param name="Period">As the vendor says it.</param>
/// <param name="Source">By what it holds, in words.</param>
public sealed record VendorLimitLine(string Person, Nanodollars? Amount, Nanodollars Spent, string Period, string Source);
