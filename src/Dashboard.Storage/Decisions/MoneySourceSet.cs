using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Decisions;

/// <summary>
/// What posts for a seat, from the start of a UTC day on: the requests that are known, or one report of the vendor and nothing else. What does
/// not post is kept as evidence. Source: law, section 4.
/// </summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Source">What posts.</param>
/// <param name="ConnectionId">The vendor connection; null for requests.</param>
/// <param name="Report">Its report, one that names amounts; null for requests.</param>
/// <param name="SourceId">The source (of kind <c>vendor</c>) under which its rows post, whose default decides their pool; null for requests.</param>
public sealed record MoneySourceSet(int SeatId, MoneySource Source, int? ConnectionId = null, VendorReportKind? Report = null, int? SourceId = null) : SeatDecision(SeatId);
