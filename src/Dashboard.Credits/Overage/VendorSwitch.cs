namespace Dashboard.Credits.Overage;

/// <summary>Where a person turns usage beyond the credit on and off at the vendor. The product cannot do it: there is no API for it. Data, with its source and date.</summary>
/// <param name="PlanIds">The plans it is for.</param>
/// <param name="Who">Who can do it.</param>
/// <param name="Path">What to click, from the vendor's first page on.</param>
/// <param name="Address">The page itself; null: the vendor names none.</param>
/// <param name="Then">What to set there.</param>
/// <param name="Source">The vendor's page that says so.</param>
/// <param name="AsOf">When that page was read.</param>
public sealed record VendorSwitch(IReadOnlyList<string> PlanIds, string Who, string Path, string? Address, string Then, string Source, DateOnly AsOf);
