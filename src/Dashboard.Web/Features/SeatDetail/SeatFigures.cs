using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The figures of a seat's strip; the state stands after them.</summary>
internal static class SeatFigures
{
    public static IReadOnlyList<SeatFigure> Of(SeatInput input, SeatCycle cycle) =>
        cycle.IsRunning && input.Data.Line is { } line ? Running(input, cycle, line) : Over(cycle);

    private static List<SeatFigure> Running(SeatInput input, SeatCycle cycle, SeatLine line)
    {
        var projection = SeatWords.Projected(line) is null || !cycle.Posts ? null : input.Data.Projection;
        return [Left(cycle), Consumed(cycle), Projected(cycle, line, projection), RunsOut(cycle, line), Overage(input, cycle, line)];
    }

    private static List<SeatFigure> Over(SeatCycle cycle) =>
    [
        new("Expired", Show.Money(cycle.Flows.Expired), Show.Exact(cycle.Flows.Expired), $"of {Show.Amount(cycle.Flows.Granted)} granted", SeatExplain.Balance("Expired", cycle.Flows.Expired, cycle)),
        Consumed(cycle),
        new("Used", Show.Money(cycle.Used), Show.Exact(cycle.Used), "covered usage", SeatExplain.Usage("Used", cycle.Used, cycle)),
        new("Overage", Show.Money(cycle.Flows.Overage), Show.Exact(cycle.Flows.Overage), cycle.Kind is CycleKind.Shadow ? "as if live, not payable" : "payable", SeatExplain.Usage("Overage", cycle.Flows.Overage, cycle)),
        new("Uncovered", Show.Money(cycle.Flows.Uncovered), Show.Exact(cycle.Flows.Uncovered), "should have stopped", SeatExplain.Usage("Uncovered", cycle.Flows.Uncovered, cycle)),
    ];

    private static SeatFigure Left(SeatCycle cycle)
    {
        var left = cycle.IsShared ? cycle.Flows.Available : Nanodollars.Max(cycle.Flows.Available, default);
        var sub = cycle switch
        {
            { IsShared: true } => $"of a share of {Show.Amount(cycle.Flows.Granted)}",
            { State: SeatCycleState.Unclaimed } => $"({Show.Amount(cycle.Allowance)}) granted once claimed",
            { Posts: false } => "no programme in force",
            { State: SeatCycleState.NotEligible } => "the plan has no allowance",
            _ => $"of {Show.Amount(cycle.Flows.Granted)} granted",
        };
        var label = cycle.IsShared ? "Left of its share" : "Left this cycle";
        return new(label, Show.Money(left), Show.Exact(left), sub, SeatExplain.Balance(label, left, cycle));
    }

    private static SeatFigure Consumed(SeatCycle cycle)
    {
        var sub = !cycle.Flows.Granted.IsPositive ? "nothing granted"
            : Show.Percent(cycle.Flows.Consumed, cycle.Flows.Granted) + (cycle.Reached(95) is { } late ? $", 95% on {Show.Day(late, cycle.Today)}" : cycle.Reached(80) is { } day ? $", 80% on {Show.Day(day, cycle.Today)}" : "");
        return new("Consumed", Show.Money(cycle.Flows.Consumed), Show.Exact(cycle.Flows.Consumed), sub, SeatExplain.Usage("Consumed", cycle.Flows.Consumed, cycle));
    }

    private static SeatFigure Projected(SeatCycle cycle, SeatLine line, CycleProjection? projection) => projection is null
        ? new("Projected, 80% band", Show.None, null, cycle switch { { Posts: false } => "no programme in force", { State: SeatCycleState.Unclaimed } => "not claimed", { State: SeatCycleState.NotEligible } => "nothing granted", _ => Nothing(line) }, SeatExplain.NoProjection())
        : new("Projected, 80% band", Show.Money(projection.Point), Show.Exact(projection.Point), Show.Range(projection.Low, projection.High), SeatExplain.Projection(projection));

    private static string Nothing(SeatLine line) => line.State switch
    {
        SeatState.StaleData => "its data are stale",
        SeatState.Exhausted => "nothing left to predict",
        _ => "no usage in this cycle yet",
    };

    private static SeatFigure RunsOut(SeatCycle cycle, SeatLine line)
    {
        var end = Show.Day(cycle.End, cycle.Today);
        if (SeatWords.IsPast(line))
        {
            var day = line.ExhaustionDate is { } past ? Show.Day(past, cycle.Today) : Show.None;
            return new("Ran out", day, null, $"next credit {end}", SeatExplain.RunsOut(day, "Nothing is left of the credit of this cycle. The next cycle starts with its own grant.", line));
        }

        if (!SeatWords.IsObserved(line) && line.ExhaustProbability is not null)
        {
            return new("Runs out", Show.None, null, Nothing(line), SeatExplain.RunsOut(Show.None, "There is no usage of this cycle to tell it from.", line));
        }

        var odds = line.ExhaustProbability is { } p ? $"{Show.Probability(p)} likely before {end}" : "nothing to run out of";
        var value = line.ExhaustionDate is { } date ? Show.Day(date, cycle.Today) : line.ExhaustProbability is null ? Show.None : "Not this cycle";
        return new("Runs out", value, null, odds, SeatExplain.RunsOut(value, "The first day at whose end the projected usage exceeds the credit. Below three days with usage no date is given. P is the probability that it runs out before the cycle ends.", line));
    }

    private static SeatFigure Overage(SeatInput input, SeatCycle cycle, SeatLine line)
    {
        var end = Show.Day(cycle.End, cycle.Today);
        var would = input.Data.Projection is { } projection && cycle.Flows.Granted.IsPositive ? projection.OverAllocation(projection.Point) : default;
        var (value, exact, sub) = line.OverageIsOn
            ? (Show.Money(line.Overage), Show.Exact(line.Overage), $"{Show.Amount(line.ProjectedOverage)} by {end}")
            : ("Off", (string?)null, line.Overage.IsPositive ? $"{Show.Amount(line.Overage)} before it was off" : would.IsPositive ? $"would be {Show.Amount(would)} by {end}" : "none expected");
        return new("Overage", value, exact, sub, SeatExplain.Usage("Overage", line.Overage, cycle));
    }
}
