using Dashboard.Credits.Reconciliation;

namespace Dashboard.Storage.Reads;

/// <summary>One day and seat of a reconciliation.</summary>
/// <param name="Day">The day: of the organisation's zone beside counters, of UTC beside the vendor's reports.</param>
/// <param name="SeatId">The seat; 0: nobody, or everybody where the report names no people.</param>
/// <param name="Who">E-mail of the seat, or the vendor's own name; empty: nobody.</param>
/// <param name="Of">Usage, report and the difference in parts.</param>
/// <param name="AsOfMs">As of when the report is, Unix milliseconds UTC; null: it does not say.</param>
/// <param name="IsProvisional">Whether the vendor may still restate it.</param>
public sealed record ReconciledDay(DateOnly Day, int SeatId, string Who, DayComparison Of, long? AsOfMs, bool IsProvisional);
