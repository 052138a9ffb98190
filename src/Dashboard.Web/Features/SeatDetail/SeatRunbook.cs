using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The runbook of a seat, finished.</summary>
/// <param name="Applies">Which one applies, and since when.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Rows">What was decided, the newest first.</param>
public sealed record SeatRunbook(string Applies, string Href, IReadOnlyList<TimelineRow> Rows);
