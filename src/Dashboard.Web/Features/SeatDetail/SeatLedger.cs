namespace Dashboard.Web.Features.SeatDetail;

/// <summary>
/// The ledger of the cycle by day and kind, the newest first. <paramref name="Identity"/> is the line that always holds;
/// <paramref name="Empty"/> says why there are no rows.
/// </summary>
public sealed record SeatLedger(string Sub, IReadOnlyList<LedgerGroup> Rows, string Identity, string UsageIdentity, string Empty);
