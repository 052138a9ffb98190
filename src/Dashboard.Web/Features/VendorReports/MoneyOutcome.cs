using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>What a decision about the money of seats does.</summary>
/// <param name="Problem">What is wrong with it; null when nothing is.</param>
/// <param name="Changes">Requests and rows that post now and would not, or the other way round.</param>
/// <param name="Before">What they post now.</param>
/// <param name="After">What they would post.</param>
/// <param name="Seats">The e-mails of the seats that it is about.</param>
public sealed record MoneyOutcome(string? Problem, long Changes, Nanodollars Before, Nanodollars After, IReadOnlyList<string> Seats);
