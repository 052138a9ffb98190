using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>The six figures of the strip.</summary>
internal static class OverviewFigures
{
    public static IReadOnlyList<OverviewFigure> Of(OverviewData data, OrganisationFigures figures, SeatCounts counts, DateOnly today)
    {
        var granted = figures.Seats - counts.States.GetValueOrDefault(SeatState.Unclaimed) - counts.States.GetValueOrDefault(SeatState.NotEligible);
        var end = Show.Day(figures.PeriodEnd, today);
        var projection = data.Projection;
        return
        [
            Money(OverviewFigureKind.Allocated, "Allocated", figures.Allocated, Granted(data, figures, granted)),
            Money(OverviewFigureKind.Consumed, "Consumed", figures.Consumed, figures.Allocated.IsPositive ? $"{Show.Percent(figures.Consumed, figures.Allocated)} of allocated" : "nothing allocated"),
            projection is null
                ? new(OverviewFigureKind.Projected, "Projected, 80% band", Show.None, "no projection yet", "no covered usage to project from")
                : Money(OverviewFigureKind.Projected, "Projected, 80% band", projection.Point, Show.Range(projection.Low, projection.High)),
            Money(OverviewFigureKind.Overage, "Overage so far", figures.Overage, $"projected {Show.Amount(figures.ProjectedOverage)}"),
            Money(OverviewFigureKind.Expires, figures.Period is OrganisationPeriod.SharedCycle ? $"Expires {end}" : "Expires unused", figures.Expiring, "if usage stays as it is"),
            Money(OverviewFigureKind.Unclaimed, "Unclaimed", figures.UnclaimedAllowance, figures.UnclaimedSeats == 0 ? (figures.Pool is null ? "every seat has claimed" : "all credit is claimed") : $"{Show.Counted(figures.UnclaimedSeats, "seat", "seats")}, {Show.Amount(figures.LeftOnTheTable)} used"),
        ];
    }

    private static string Granted(OverviewData data, OrganisationFigures figures, long granted) =>
        figures.Pool is { Seats: > 0 } pool && pool.Seats == figures.Seats ? $"{Show.Counted(figures.Seats, "seat", "seats")}, in one account"
        : data.Organisation.HasPool ? $"{Show.Counted(figures.Seats, "seat", "seats")}, part of it shared" : $"{Show.Counted(Math.Max(0, granted), "seat", "seats")} granted";

    private static OverviewFigure Money(OverviewFigureKind kind, string label, Nanodollars amount, string sub) => new(kind, label, Show.Money(amount), Show.Exact(amount), sub);
}
