using Dashboard.Credits.Ledger;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>Postings of one day, kind and reason. <paramref name="Events"/> is how many usage events are behind them; 0: none, and no drill-down.</summary>
public sealed record LedgerGroup(
    DateOnly Day, PostingKind Kind, PostingReason Reason, bool Reversed, string When, string KindWord, string Reference, int Events, string Amount, string AmountExact, string Available, string AvailableExact);
