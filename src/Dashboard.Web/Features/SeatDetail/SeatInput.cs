using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>All that was read for one seat's page.</summary>
internal sealed record SeatInput(
    SeatData Data,
    Organisation Organisation,
    SeatSplits? Splits,
    double? CacheHitRateBefore,
    IReadOnlyList<(Pool Pool, UsageSplit Usage)> AllTime,
    IReadOnlyList<PostingGroup> Postings,
    IReadOnlyList<Decision> Decisions,
    DateTimeOffset Now,
    TimeZoneInfo Zone);
