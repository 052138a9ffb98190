using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>What makes up a figure of the first page: the rule in a sentence, the sum it stands in, the seats it is made of.</summary>
internal static class OverviewExplain
{
    private const int Largest = 10;

    /// <summary>The seats to list under a figure; null: none.</summary>
    public static SeatsQuery? Query(OverviewFigureKind kind) => kind switch
    {
        OverviewFigureKind.Consumed => new() { Sort = SeatSort.Used, Descending = true, Limit = Largest },
        OverviewFigureKind.Overage => new() { Sort = SeatSort.Overage, Descending = true, Limit = Largest },
        OverviewFigureKind.Expires => new() { Sort = SeatSort.Available, Descending = true, Limit = Largest },
        OverviewFigureKind.Unclaimed => new() { States = [SeatState.Unclaimed], Sort = SeatSort.Name, Limit = Largest },
        OverviewFigureKind.Allocated or OverviewFigureKind.Projected => null,
    };

    public static ExplainView Of(OverviewFigureKind kind, OrganisationFigures f, CycleProjection? projection, SeatsPage? seats, Organisation organisation) => kind switch
    {
        OverviewFigureKind.Allocated => View(
            "Allocated", f.Allocated, "All grants of the running cycles: at the cycle's start, at a claim, or at a plan change. Granted = consumed + expired + voided + available.",
            [new("Where it went", [Row("Consumed", f.Consumed), Row("Expired", f.Expired), Row("Voided", f.Voided), Row("Available", f.Available), Sum("Granted", f.Allocated)])]),
        OverviewFigureKind.Consumed => View(
            "Consumed", f.Consumed, "What covered usage drew from available credit in the running cycles. Overage and uncovered usage are not in it.",
            [Seats("Seats that drew most", seats!, s => s.Consumed, f.Consumed), new("Covered usage", [Row("Consumed", f.Consumed), Row("Overage", f.Overage), Row("Uncovered", f.Uncovered)], LeftOut(f))]),
        OverviewFigureKind.Projected when projection is not null => View(
            "Projected, 80% band", projection.Point, "Used so far, and the burn rate of recent days by weekday over the days left. It runs on the organisation's own days and is not the sum of the seats' projections.",
            [
                new("The projection", [Row("Used so far", projection.Consumed), Row("Expected in the days left", projection.Point - projection.Consumed), Sum("Projected", projection.Point), Row("80% band, low", projection.Low), Row("80% band, high", projection.High)]),
                new("How it was made", [Row("An average day", projection.Basis.DailyRate)], string.Join(' ', projection.Basis.Sentences)),
            ]),
        OverviewFigureKind.Projected => View("Projected, 80% band", default, "There is no projection yet. It starts with the first usage.", []),
        OverviewFigureKind.Overage => View(
            "Overage so far", f.Overage, "Usage beyond the credit of seats whose overage was on when it occurred, within their caps. You pay for it.",
            [
                Seats("Seats with most overage", seats!, s => s.Overage, f.Overage),
                new("Beside it", [Row("Payable", f.PayableOverage), Row("Expected by the end of the cycles", f.ProjectedOverage), Row("Uncovered: should have stopped", f.Uncovered), Sum("Exposure: overage + uncovered", f.Overage + f.Uncovered)], "The vendor checks limits before a request, so it may bill the overshoot."),
            ]),
        OverviewFigureKind.Expires => View(
            "Expires unused", f.Expiring, "For every seat: granted − voided − projected usage, where that is above zero. Credit does not move to the next cycle.",
            [new("Now", [Row("Available now", f.Available), Row("Expires if the projections hold", f.Expiring)]), Seats("Seats with most credit left now", seats!, s => s.Available, f.Available)]),
        OverviewFigureKind.Unclaimed => View(
            "Unclaimed", f.UnclaimedAllowance, "Allowances of seats whose programme needs a claim that nobody has made. They are granted in full once claimed, and cover nothing earlier.",
            [Seats("Unclaimed seats", seats!, s => s.Allowance, f.UnclaimedAllowance), new("Left on the table", [Row("Used without the credit", f.LeftOnTheTable)], organisation.HasPool ? "A shared account is claimed once by the organisation." : null)]),
    };

    private static ExplainView View(string title, Nanodollars amount, string formula, IReadOnlyList<ExplainPart> parts) =>
        new(title, Show.Money(amount), Show.Exact(amount), formula, parts);

    private static ExplainPart Seats(string title, SeatsPage seats, Func<SeatLine, Nanodollars> amount, Nanodollars total)
    {
        var shown = seats.Items.Where(s => amount(s).IsPositive).ToList();
        var rows = shown.Select(s => new ExplainRow(SeatWords.Name(s), Show.Amount(amount(s)), s.Team, Show.Exact(amount(s)))).ToList();
        var listed = shown.Sum(amount);
        if (total != listed)
        {
            rows.Add(Row(seats.Total > shown.Count ? $"{Show.Count(seats.Total - shown.Count)} others" : "Others", total - listed));
        }

        rows.Add(Sum("All", total));
        return new ExplainPart(title, rows);
    }

    private static string? LeftOut(OrganisationFigures f)
    {
        var left = new List<string>();
        if (f.Outside.IsPositive)
        {
            left.Add($"{Show.Exact(f.Outside)} that no credit covers");
        }

        if (f.Unassigned.IsPositive)
        {
            left.Add($"{Show.Exact(f.Unassigned)} without a seat");
        }

        if (f.Unknown.IsPositive)
        {
            left.Add($"{Show.Exact(f.Unknown)} of unknown pool");
        }

        if (f.UnpricedEvents > 0)
        {
            left.Add(Show.Counted(f.UnpricedEvents, "event without a price", "events without a price"));
        }

        return left.Count == 0 ? null : $"Not in it: {string.Join(", ", left)}.";
    }

    private static ExplainRow Row(string name, Nanodollars amount) => new(name, Show.Amount(amount), null, Show.Exact(amount));

    private static ExplainRow Sum(string name, Nanodollars amount) => new(name, Show.Amount(amount), null, Show.Exact(amount), IsSum: true);
}
