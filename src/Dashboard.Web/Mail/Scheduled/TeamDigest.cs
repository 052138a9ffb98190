using System.Collections.Immutable;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>The words and the chart of a digest about the seats of teams; the figures are the sums of the page of seats. Pure.</summary>
internal static class TeamDigest
{
    public static string Answer(long seats, long past, long likely) => (past, likely) switch
    {
        (0, 0) => seats == 1 ? "The one seat is within its credit." : $"All {Show.Count(seats)} seats are within their credit.",
        (0, _) => $"{Show.Counted(likely, "seat is", "seats are")} likely to run out in this cycle.",
        (_, 0) => $"{Show.Counted(past, "seat is", "seats are")} past {(past == 1 ? "its" : "their")} credit.",
        _ => $"{Show.Counted(past, "seat is", "seats are")} past {(past == 1 ? "its" : "their")} credit, and {Show.Count(likely)} more {(likely == 1 ? "is" : "are")} likely to follow.",
    };

    public static string Reason(SeatTotals totals)
    {
        var uncovered = totals.Uncovered.IsPositive ? $", and {Show.Money(totals.Uncovered)} is uncovered" : "";
        return $"{Show.Money(totals.Consumed)} of {Show.Money(totals.Allocated)} is consumed; overage is {Show.Money(totals.Overage)} so far{uncovered}.";
    }

    public static ImmutableArray<LetterFigure> Figures(SeatTotals totals) =>
    [
        new("Seats", Show.Count(totals.Seats), ""),
        new("Allocated", Show.Money(totals.Allocated), ""),
        new("Consumed", Show.Money(totals.Consumed), totals.Allocated.IsPositive ? $"{Show.Percent(totals.Consumed, totals.Allocated)} of allocated" : "nothing allocated"),
        new("Overage so far", Show.Money(totals.Overage), ""),
        new("Uncovered", Show.Money(totals.Uncovered), "should have stopped"),
    ];

    /// <summary>What seats with one cycle used together. There is no projection: medians of seats do not add up to one of the team.</summary>
    public static DrawdownChartView? Chart(IReadOnlyList<SeriesDay> days, int seats, DateOnly start, DateOnly end, TimeZoneInfo zone, long asOfMs)
    {
        var view = new CycleChart
        {
            Start = start,
            End = end,
            Zone = zone,
            AsOfMs = asOfMs,
            Days = days,
            Used = d => d.Consumed + d.Overage + d.Uncovered,
        }.View();
        if (view.Used.Count == 0)
        {
            return null;
        }

        var today = Credits.Cycles.ZoneDays.DayOf(asOfMs, zone);
        return view with
        {
            Sentence = $"{(seats == 1 ? "The seat" : $"The {seats} seats")} with the cycle {Show.Cycle(start, end)} used {Show.Money(view.Used[^1].Amount)} by {Show.Day(today, today)}, against an allocation of {Show.Money(view.Allocation[^1].Amount)}.",
            UsedName = "Used",
        };
    }
}
