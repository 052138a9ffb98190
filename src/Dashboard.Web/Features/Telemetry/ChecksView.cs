using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>Counters of clients beside usage.</summary>
/// <param name="Today">Today.</param>
/// <param name="Days">How many days are compared.</param>
/// <param name="Agreeing">How many lines say the same.</param>
/// <param name="Differing">Those that do not, newest day first.</param>
/// <param name="DifferingInAll">How many do not, listed or not.</param>
public sealed record ChecksView(DateOnly Today, int Days, int Agreeing, IReadOnlyList<MetricCheck> Differing, int DifferingInAll);
