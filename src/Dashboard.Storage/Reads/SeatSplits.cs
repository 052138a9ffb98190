using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>All usage of a seat in some days, split; every split sums to the same total. The dearest part first.</summary>
/// <param name="Pools">By pool.</param>
/// <param name="Tools">By tool: the app where one is stated, else the entrypoint.</param>
/// <param name="Models">By model.</param>
/// <param name="Projects">By project.</param>
/// <param name="Total">The total.</param>
/// <param name="CacheHitRate">Cache reads ÷ all prompt tokens, 0 to 1; null without any.</param>
public sealed record SeatSplits(
    IReadOnlyList<(Pool Pool, UsageSplit Usage)> Pools,
    IReadOnlyList<UsageSplit> Tools,
    IReadOnlyList<UsageSplit> Models,
    IReadOnlyList<UsageSplit> Projects,
    Nanodollars Total,
    double? CacheHitRate);
