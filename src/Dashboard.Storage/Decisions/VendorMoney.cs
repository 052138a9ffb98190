using System.Collections.Immutable;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Decisions;

/// <summary>The report that posts for a seat.</summary>
/// <param name="ConnectionId">The vendor connection.</param>
/// <param name="Report">Its report.</param>
/// <param name="SourceId">The source under which its rows post.</param>
public sealed record VendorMoney(int ConnectionId, VendorReportKind Report, int SourceId)
{
    /// <summary>No seat's money ever came from a report.</summary>
    public static ImmutableDictionary<int, History<VendorMoney?>> Never { get; } = ImmutableDictionary<int, History<VendorMoney?>>.Empty;

    /// <summary>With one more decision; null in a history is the known requests.</summary>
    internal static ImmutableDictionary<int, History<VendorMoney?>> With(ImmutableDictionary<int, History<VendorMoney?>> before, MoneySourceSet body, long fromMs, long sequence) => before.SetItem(
        body.SeatId,
        (before.TryGetValue(body.SeatId, out var history) ? history : new(null)).With(
            fromMs, body is { Source: MoneySource.VendorReport, ConnectionId: { } connection, Report: { } report, SourceId: { } source } ? new VendorMoney(connection, report, source) : null, sequence));
}
