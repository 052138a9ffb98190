namespace Dashboard.Credits.Vendor;

/// <summary>What is known about the vendor's reports.</summary>
public static class VendorReports
{
    /// <summary>Days that are read again with every pull, because figures are restated. Source: law, section 4; the vendor's documentation of the analytics API.</summary>
    public const int DaysPulledAgain = 30;

    /// <summary>
    /// Days after the end of a UTC day in which the vendor may still restate it: 30 for Enterprise Analytics (documented), 2 for the
    /// others, whose figures are complete within the hour by the documentation.
    /// </summary>
    public static int DaysRestated(VendorReportKind report) => report is VendorReportKind.EnterpriseCost or VendorReportKind.EnterpriseUsage ? DaysPulledAgain : 2;

    /// <summary>Whether a report names amounts of money.</summary>
    public static bool HasCost(VendorReportKind report) => report is VendorReportKind.ClaudeCode or VendorReportKind.Cost or VendorReportKind.EnterpriseCost;

    /// <summary>Whether figures of a day, as of an instant of the vendor's clock, may still be restated.</summary>
    /// <param name="report">The report.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="refreshedAtMs">As of when the vendor says the figures are, Unix milliseconds UTC.</param>
    public static bool IsProvisional(VendorReportKind report, DateOnly day, long refreshedAtMs) => refreshedAtMs < StartOf(day.AddDays(1 + DaysRestated(report)));

    /// <summary>The first instant of a UTC day, Unix milliseconds.</summary>
    public static long StartOf(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400_000L;

    /// <summary>The UTC day of an instant, Unix milliseconds.</summary>
    public static DateOnly DayOf(long atMs) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)Math.Floor(atMs / 86_400_000d));
}
