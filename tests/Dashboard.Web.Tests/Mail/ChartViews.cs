using Dashboard.Credits.Money;
using Dashboard.Web.Components.Charts;

namespace Dashboard.Web.Tests.Mail;

/// <summary>Charts of a November with 100 USD, for pictures.</summary>
internal static class ChartViews
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Nanodollars Usd(decimal usd) => new((long)(usd * Nanodollars.PerUsd));

    /// <summary>Below its allocation on the 18th, likely to run out.</summary>
    public static DrawdownChartView Running() => new()
    {
        Sentence = "Consumed $80.12 of $100.00 by 18 Nov.",
        Start = Start,
        End = Start.AddDays(30),
        Now = Start.AddDays(17.5),
        Zone = TimeZoneInfo.Utc,
        Allocation = [new(Start, Usd(100)), new(Start.AddDays(30), Usd(100))],
        Used = [.. Enumerable.Range(0, 18).Select(d => new ChartPoint(Start.AddDays(d), Usd(d * 4.4m))), new(Start.AddDays(17.5), Usd(80.12m))],
        Projection = [new(Start.AddDays(17.5), Usd(80.12m), Usd(80.12m), Usd(80.12m)), new(Start.AddDays(23), Usd(101), Usd(95), Usd(112)), new(Start.AddDays(30), Usd(129.40m), Usd(112.05m), Usd(148.31m))],
        LastCycle = [new(Start, Usd(0)), new(Start.AddDays(10), Usd(20)), new(Start.AddDays(30), Usd(61))],
        LastCycleName = "October",
        Marks = [new("80%", [new(Start, Usd(80)), new(Start.AddDays(30), Usd(80))]), new("95%", [new(Start, Usd(95)), new(Start.AddDays(30), Usd(95))])],
        RunsOut = new(Start.AddDays(22.8), "Runs out 23 Nov", false),
        Days = [],
    };

    /// <summary>Past its credit, overage off.</summary>
    public static DrawdownChartView Exhausted() => Running() with
    {
        Used = [new(Start, Usd(0)), new(Start.AddDays(12), Usd(100))],
        Over = [new(Start.AddDays(12), Usd(100)), new(Start.AddDays(17.5), Usd(118))],
        After = ChartAfterCredit.Uncovered,
        Projection = null,
        RunsOut = new(Start.AddDays(12), "Ran out 13 Nov", true),
    };

    /// <summary>An allocation that grew on the 11th.</summary>
    public static DrawdownChartView Growing() => Running() with
    {
        Allocation = [new(Start, Usd(20)), new(Start.AddDays(10), Usd(100)), new(Start.AddDays(30), Usd(100))],
        Marks = [new("80%", [new(Start, Usd(16)), new(Start.AddDays(10), Usd(80)), new(Start.AddDays(30), Usd(80))])],
        Used = [new(Start, Usd(0)), new(Start.AddDays(17.5), Usd(30))],
        Projection = null,
        RunsOut = null,
    };
}
