using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>Usage of the cycle by one thing, with a sentence under it.</summary>
public sealed record SplitCard(string Title, IReadOnlyList<SplitRow> Rows, string Hint);
