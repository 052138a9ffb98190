using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>One part of a split.</summary>
/// <param name="Name">What it is; empty: not stated.</param>
/// <param name="Events">Events.</param>
/// <param name="UnpricedEvents">Of them, those without an amount.</param>
/// <param name="Cost">What they cost.</param>
public sealed record UsageSplit(string Name, long Events, long UnpricedEvents, Nanodollars Cost);
