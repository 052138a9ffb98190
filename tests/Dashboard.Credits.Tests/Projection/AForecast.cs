using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Credits.Tests.Projection;

/// <summary>A forecast on 10 November of the cycle that is November, with 100 USD allocated.</summary>
internal static class AForecast
{
    public static readonly DateOnly Start = new(2026, 11, 1);
    public static readonly DateOnly End = new(2026, 12, 1);
    public static readonly DateOnly Today = new(2026, 11, 10);
    public static readonly PeerProfile Peers = new(WeekdayProfile.Of([1.2, 1.2, 1.3, 1.2, 1.1, 0.5, 0.5]), 3e9);

    public static ForecastInput Of(DailyCosts costs, long consumedNano) => new()
    {
        AsOfMs = 0,
        Today = Today,
        CycleStart = Start,
        CycleEnd = End,
        Consumed = new Nanodollars(consumedNano),
        Allocation = Nanodollars.FromUsd(100),
        Costs = costs,
        Peers = Peers,
    };

    /// <summary>Days of costs in cents that end yesterday.</summary>
    public static DailyCosts UntilYesterday(params IReadOnlyList<int> cents) =>
        new(Today.AddDays(-cents.Count), cents.Select(c => Math.Abs((long)c) % 1_000_000 * Nanodollars.PerCent).ToArray());

    /// <summary>99 days from 3 August: whole dollars on weekdays, now and then a quarter on weekends.</summary>
    public static DailyCosts NinetyNineDays()
    {
        var first = new DateOnly(2026, 8, 3);
        var nano = new long[99];
        for (var i = 0; i < nano.Length; i++)
        {
            var weekend = first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            nano[i] = weekend ? (i % 3 == 0 ? 250_000_000 : 0) : i * 7919 % 13 * Nanodollars.PerUsd;
        }

        return new DailyCosts(first, nano);
    }
}
