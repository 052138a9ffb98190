using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Reads;

/// <summary>What a report of the vendor says of one UTC day and seat. Reports overlap: those of two kinds or connections are never added.</summary>
/// <param name="Day">The UTC day, which is not the organisation's when its zone is another.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="Report">The report.</param>
/// <param name="SeatId">0 for no seat.</param>
/// <param name="Actor">The vendor's own name of whom it is, for what has no seat; e-mail of the seat else. Empty when the vendor names nobody.</param>
/// <param name="Cost">After discount; null when the report names no amounts.</param>
/// <param name="Tokens">By kind.</param>
/// <param name="Requests">A count; 0 when the report names none.</param>
/// <param name="RefreshedAtMs">As of when it is, by the vendor's clock.</param>
/// <param name="IsProvisional">Whether the vendor may still restate it.</param>
public sealed record VendorSeatDay(
    DateOnly Day, int ConnectionId, VendorReportKind Report, int SeatId, string Actor, Nanodollars? Cost, TokenCounts Tokens, long Requests, long RefreshedAtMs, bool IsProvisional);
