using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>The local day being replayed.</summary>
internal sealed class OpenDay
{
    public required DateOnly Day { get; init; }

    public required long EndMs { get; init; }

    public LedgerFlows Flows { get; set; }

    public Nanodollars CoveredUsage { get; set; }

    public long Events { get; set; }

    public static OpenDay At(CycleCalendar calendar, BillingCycle cycle, long atMs)
    {
        var day = calendar.DayOf(cycle, atMs);
        var end = day.AddDays(1) >= cycle.EndDay
            ? cycle.EndMs
            : Math.Min(cycle.EndMs, ZoneDays.FirstInstantOf(day.AddDays(1), calendar.ZoneOf(cycle)));
        return new OpenDay { Day = day, EndMs = end };
    }
}
