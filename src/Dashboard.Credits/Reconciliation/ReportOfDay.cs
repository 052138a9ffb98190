using Dashboard.Credits.Money;

namespace Dashboard.Credits.Reconciliation;

/// <summary>What a report says of one day and seat.</summary>
/// <param name="Cost">Its amount.</param>
/// <param name="Tokens">Of all kinds; null when the report names none.</param>
public readonly record struct ReportOfDay(Nanodollars Cost, long? Tokens);
