using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>What the vendor refused a seat.</summary>
/// <param name="Today">Today.</param>
/// <param name="Days">By day and kind, newest first.</param>
/// <param name="Contradictions">Where that does not fit the books, each in a sentence.</param>
public sealed record SignalsView(DateOnly Today, IReadOnlyList<SignalDay> Days, IReadOnlyList<string> Contradictions);
