using Dashboard.Storage.Writes;

namespace Dashboard.Web.Vendor;

/// <summary>What a pull of one report brought.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Days">What they changed.</param>
/// <param name="Issues">Fields that were refused.</param>
/// <param name="Problem">What stood in the way of the whole; null when nothing did.</param>
public sealed record VendorPullResult(long Rows, VendorDayResult Days, long Issues, string? Problem);
