using Dashboard.Ingestion.AdminApi;

namespace Dashboard.Web.Vendor;

/// <summary>What could be read of a list of many pages.</summary>
/// <typeparam name="T">What its rows are.</typeparam>
/// <param name="Rows">The rows, each as of an instant of the vendor's clock, Unix milliseconds.</param>
/// <param name="Issues">Fields that were refused.</param>
/// <param name="AsOfMs">As of when the oldest page is.</param>
/// <param name="Problem">Why it is not the whole list; null when it is.</param>
internal sealed record VendorList<T>(IReadOnlyList<(T Row, long RefreshedAtMs)> Rows, IReadOnlyList<AdminIssue> Issues, long AsOfMs, string? Problem)
{
    /// <summary>As of when these are all rows; null when some are missing.</summary>
    public long? WholeAsOfMs => Problem is null && Issues.Count == 0 ? AsOfMs : null;
}
