using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overage;

/// <summary>The queue of requests as one reader sees it.</summary>
/// <param name="Waiting">Open requests that the reader may answer, the oldest first.</param>
/// <param name="Own">The reader's own open requests.</param>
/// <param name="History">Answered and withdrawn ones, the newest first.</param>
/// <param name="MayAnswer">Whether the reader answers requests at all.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
public sealed record RequestsView(
    IReadOnlyList<RequestRow> Waiting, IReadOnlyList<RequestRow> Own, IReadOnlyList<TimelineRow> History, bool MayAnswer, TimeZoneInfo Zone, DateTimeOffset Now);
