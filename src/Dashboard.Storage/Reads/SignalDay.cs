using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>Refusals of one kind on one day.</summary>
/// <param name="Day">The organisation's day.</param>
/// <param name="Kind">What they say.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstMs">The first, Unix milliseconds UTC.</param>
/// <param name="LastMs">The last.</param>
public sealed record SignalDay(DateOnly Day, SignalKind Kind, int Count, long FirstMs, long LastMs);
