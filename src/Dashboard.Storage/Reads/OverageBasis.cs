using Dashboard.Credits.Projection;

namespace Dashboard.Storage.Reads;

/// <summary>What the look ahead at one seat's overage starts from.</summary>
/// <param name="Line">Its running cycle.</param>
/// <param name="EndMs">End of that cycle, Unix milliseconds UTC, excluded.</param>
/// <param name="Projection">Its latest projection; null before one was made.</param>
public sealed record OverageBasis(SeatLine Line, long EndMs, CycleProjection? Projection);
