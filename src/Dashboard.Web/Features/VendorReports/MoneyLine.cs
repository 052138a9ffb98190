using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>A seat whose money comes, came or will come from a report.</summary>
/// <param name="Email">Of the seat.</param>
/// <param name="Changes">From which UTC day on what posts, oldest first.</param>
/// <param name="Kept">What requests of the last 30 days would cost that do not post; null when the person may not see figures.</param>
public sealed record MoneyLine(string Email, IReadOnlyList<(DateOnly From, string What)> Changes, Nanodollars? Kept);
