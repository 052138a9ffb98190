using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Seats;

/// <summary>What a change would do.</summary>
/// <param name="Rows">From what to what, with counts and amounts.</param>
/// <param name="Changed">How many seats change.</param>
/// <param name="Note">From when it counts, in one sentence.</param>
/// <param name="Refusals">Why it cannot be saved; empty when it can.</param>
public sealed record SeatsChangePreview(IReadOnlyList<KeyValue> Rows, int Changed, string Note, IReadOnlyList<string> Refusals);
