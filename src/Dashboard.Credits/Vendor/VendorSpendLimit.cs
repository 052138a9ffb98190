using Dashboard.Credits.Money;

namespace Dashboard.Credits.Vendor;

/// <summary>A spend limit that holds at the vendor for one person. Read, never set.</summary>
/// <param name="UserId">The vendor's id of the person.</param>
/// <param name="Email">In lower case; null when the row states none.</param>
/// <param name="Amount">The limit; null for unlimited, zero for no use beyond the plan.</param>
/// <param name="Period">As stated: <c>monthly</c>, <c>weekly</c>, <c>daily</c>.</param>
/// <param name="Source">By what it holds, as stated: <c>user</c>, <c>seat_tier</c>, <c>rbac_group</c>, <c>organization</c>.</param>
/// <param name="SpentToDate">What the vendor counts in the running period.</param>
public sealed record VendorSpendLimit(string UserId, string? Email, Nanodollars? Amount, string Period, string Source, Nanodollars SpentToDate);
