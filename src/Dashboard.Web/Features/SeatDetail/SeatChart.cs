using System.Globalization;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Runbook;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The drawdown chart of a seat with its words.</summary>
internal static class SeatChart
{
    public static DrawdownChartView Of(SeatInput input, SeatCycle cycle)
    {
        var line = input.Data.Line;
        var isUnclaimed = cycle is { Posts: true, State: SeatCycleState.Unclaimed } && cycle.Allowance.IsPositive;
        var isExhausted = cycle.IsRunning && line?.State is SeatState.Exhausted;
        var isStale = cycle.IsRunning && line?.State is SeatState.StaleData;

        // Usage before a claim in mid-cycle stands beside the credit, not on top of it: the line is then what was drawn.
        var isLateClaim = cycle.Flows.Granted.IsPositive && cycle.Days.Any(d => !d.Allocated.IsPositive && (d.Overage + d.Uncovered).IsPositive);
        var view = new CycleChart
        {
            Start = cycle.Start,
            End = cycle.End,
            Zone = input.Zone,
            AsOfMs = cycle.AsOfMs,
            Days = cycle.Days,
            Used = isLateClaim ? d => d.Consumed : cycle.UsedOn,
            IfClaimed = isUnclaimed ? cycle.Allowance : null,
            IsSeat = true,
            IsShare = cycle.IsShared,
            Splits = cycle.Posts && !isLateClaim && !cycle.IsShared,
            DataUntilMs = isStale ? line!.LastEventMs : null,
            Projection = cycle.IsRunning && !isExhausted && !isStale && !isUnclaimed && !isLateClaim && line?.State is not (SeatState.NotEligible or SeatState.Idle) ? input.Data.Projection : null,
            LastCycle = input.Data.LastCycle,
        }.View();
        view = view with
        {
            After = line?.OverageIsOn is true && cycle.IsRunning || (!cycle.IsRunning && cycle.Flows.Overage >= cycle.Flows.Uncovered) ? ChartAfterCredit.Overage : ChartAfterCredit.Uncovered,
            UsedName = cycle.Posts ? "Consumed" : "Used",
            LastCycleName = cycle.Start.Day == 1 ? cycle.Start.AddMonths(-1).ToString("MMMM", CultureInfo.InvariantCulture) : "Last cycle",
            Shadow = cycle.Kind is CycleKind.Shadow,
            Empty = Empty(input, cycle, isUnclaimed),
        };
        if (view.RunsOut is { InThePast: true } end && view.After is ChartAfterCredit.Overage)
        {
            view = view with { RunsOut = end with { Words = end.Words.Replace("Ran out", "Credit used up", StringComparison.Ordinal) } };
        }

        return view with { Sentence = Sentence(view, cycle), Caption = Caption(input, cycle, view, isUnclaimed, isStale, isLateClaim) };
    }

    private static ChartEmpty Empty(SeatInput input, SeatCycle cycle, bool isUnclaimed)
    {
        var name = input.Data.Seat.Name.Length > 0 ? input.Data.Seat.Name : input.Data.Seat.Email;
        return isUnclaimed
            ? new ChartEmpty("No usage in this cycle", $"{Show.Amount(cycle.Allowance)} are waiting to be claimed.")
            : cycle.Flows.Granted.IsPositive
                ? new ChartEmpty("No usage in this cycle", cycle.Ended ? $"The {Show.Amount(cycle.Flows.Granted)} of {name} expired untouched." : $"The {Show.Amount(cycle.Flows.Granted)} of {name} are untouched. The chart starts with the first request.")
                : new ChartEmpty("No usage in this cycle", cycle.Ended ? "Nothing was granted." : "Nothing is granted. The chart starts with the first request.");
    }

    private static string Sentence(DrawdownChartView view, SeatCycle cycle)
    {
        if (view.Used.Count == 0)
        {
            return "";
        }

        var used = (view.Over ?? view.Used)[^1].Amount;
        var text = $"{(view.Over is null ? view.UsedName : "Used")} {Show.Money(used)} of {Show.Money(view.Allocation[^1].Amount)}{(view.Unclaimed ? " if claimed" : "")} by {Show.Day(cycle.IsRunning ? cycle.Today : cycle.End.AddDays(-1), cycle.Today)}.";
        if (view.Projection is { } path)
        {
            text += $" Projected {Show.Money(path[^1].Amount)} by {Show.Day(cycle.End, cycle.Today)}, 80% band {Show.Range(path[^1].Low, path[^1].High)}.";
        }

        if (view.RunsOut is { } end)
        {
            text += $" {end.Words}.";
        }

        return view.LastCycle is { } last ? $"{text} {view.LastCycleName} ended at {Show.Money(last[^1].Amount)}." : text;
    }

    private static string Caption(SeatInput input, SeatCycle cycle, DrawdownChartView view, bool isUnclaimed, bool isStale, bool isLateClaim)
    {
        if (isStale && input.Data.Line?.LastEventMs is { } last)
        {
            return $"No data since {Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(last), input.Now, input.Zone)}";
        }

        if (isUnclaimed)
        {
            return $"Nobody has claimed this credit. {Show.Amount(cycle.Used)} was used without it.";
        }

        if (isLateClaim)
        {
            return $"Before the claim {Show.Amount(cycle.Flows.Overage + cycle.Flows.Uncovered)} was used; a claim covers nothing earlier.";
        }

        if (cycle.IsShared)
        {
            return "This seat draws from the shared account; its share is no right." + (view.Projection is null ? "" : " " + string.Join(' ', input.Data.Projection!.Basis.Sentences));
        }

        if (cycle.Ended)
        {
            return cycle.Flows.Expired.IsPositive
                ? $"{Show.Amount(cycle.Flows.Expired)} of {Show.Amount(cycle.Flows.Granted)} expired."
                : cycle.Posts ? "Nothing expired." : "Nothing was granted in this cycle.";
        }

        return view.Projection is null
            ? (cycle.Flows.Uncovered.IsPositive ? $"{Show.Amount(cycle.Flows.Uncovered)} used after credit ended: uncovered, shown and never billed by us." : "")
            : string.Join(' ', input.Data.Projection!.Basis.Sentences);
    }
}
