using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>Where a cycle or period stood at the end of a day: everything since its start.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Allocated">Granted less voided, so far.</param>
/// <param name="Consumed">Drawn from credit.</param>
/// <param name="Overage">Overage.</param>
/// <param name="Uncovered">Uncovered.</param>
/// <param name="Used">Covered usage by events; counted in history and off cycles too.</param>
public readonly record struct SeriesDay(DateOnly Day, Nanodollars Allocated, Nanodollars Consumed, Nanodollars Overage, Nanodollars Uncovered, Nanodollars Used);
