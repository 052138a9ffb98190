using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The cycle that the page is about, whether the ledger already has a row for it or not.</summary>
internal sealed record SeatCycle
{
    public required DateOnly Start { get; init; }

    public required DateOnly End { get; init; }

    public required CycleKind Kind { get; init; }

    public required SeatCycleState State { get; init; }

    public required LedgerFlows Flows { get; init; }

    public required Nanodollars Allowance { get; init; }

    public required UncoveredReasons Reasons { get; init; }

    public required bool IsRunning { get; init; }

    public required bool Ended { get; init; }

    /// <summary>Whether it is the seat's part in the shared account.</summary>
    public required bool IsShared { get; init; }

    public required long AsOfMs { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyList<SeriesDay> Days { get; init; }

    public required Nanodollars CoveredUsage { get; init; }

    public required BillingCycle? Billing { get; init; }

    /// <summary>Whether anything posts: else usage is counted and nothing is granted.</summary>
    public bool Posts => Kind is CycleKind.Enforced or CycleKind.Shadow;

    /// <summary>Usage that counts for the credit.</summary>
    public Nanodollars Used => Posts ? Flows.Used : CoveredUsage;

    /// <summary>Used at the end of a day.</summary>
    public Nanodollars UsedOn(SeriesDay day) => Posts && !IsShared ? day.Consumed + day.Overage + day.Uncovered : day.Used;

    /// <summary>The first day at whose end so many percent of the credit were consumed; null: not reached.</summary>
    public DateOnly? Reached(int percent) =>
        Days.Where(d => d.Consumed.IsAtLeastPercentOf(percent, d.Allocated)).Select(d => (DateOnly?)d.Day).FirstOrDefault();

    public static SeatCycle Of(SeatInput input)
    {
        var (line, cycle) = (input.Data.Line, input.Data.Cycle);
        var asOfMs = line?.AsOfMs ?? input.Now.ToUnixTimeMilliseconds();
        var today = ZoneDays.DayOf(asOfMs, input.Zone);
        var start = cycle?.Start ?? line?.CycleStart ?? new DateOnly(today.Year, today.Month, 1);
        var end = cycle?.End ?? line?.CycleEnd ?? start.AddMonths(1);
        return new SeatCycle
        {
            Start = start,
            End = end,
            Kind = cycle?.Kind ?? line?.Kind ?? CycleKind.Off,
            State = cycle?.State ?? line?.CycleState ?? SeatCycleState.NoProgramme,
            Flows = cycle?.Flows ?? LedgerFlows.Zero,
            Allowance = cycle?.Allowance ?? line?.Allowance ?? default,
            Reasons = cycle?.Reasons ?? default,
            IsRunning = line is not null && start == line.CycleStart,
            Ended = cycle?.Ended ?? false,
            IsShared = cycle?.IsPartOfShared ?? line?.IsShared ?? false,
            AsOfMs = asOfMs,
            Today = today,
            Days = input.Data.Days,
            CoveredUsage = cycle?.CoveredUsage ?? default,
            Billing = cycle is null ? null : new BillingCycle(cycle.Start, cycle.End, cycle.StartMs, cycle.EndMs),
        };
    }
}
