using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// The organisation's projection with all it is about: its own period, what was used in it, and what is allocated against it. The figures
/// beside it sum each seat's own cycle, so <c>consumed</c> may differ where seats have other anchors.
/// </summary>
/// <param name="Period">The days it is about.</param>
/// <param name="PeriodKind"><c>shared-cycle</c>, <c>majority-cycle</c> or <c>calendar-month</c>.</param>
/// <param name="Consumed">Covered usage of these days so far: consumed, overage and uncovered.</param>
/// <param name="Allocated">Granted and not withdrawn, in the running cycles of all accounts; null without any.</param>
/// <param name="Projected">Expected by the end of the period.</param>
/// <param name="Band">The 80% band of it.</param>
/// <param name="ExhaustionDate">When it exceeds what is allocated; null: not in this period.</param>
/// <param name="PExhaust">The probability of that.</param>
/// <param name="AsOf">When it was made.</param>
internal sealed record SummaryProjection(
    CycleAnswer Period, string PeriodKind, string Consumed, string? Allocated, string Projected, string[] Band, string? ExhaustionDate, double? PExhaust, string AsOf)
{
    public static SummaryProjection Of(OrganisationFigures figures, CycleProjection p) => new(
        new CycleAnswer(ApiText.Day(figures.PeriodStart), ApiText.Day(figures.PeriodEnd)),
        ApiText.Word(figures.Period),
        ApiText.Money(p.Consumed),
        p.Allocation is { } allocation ? ApiText.Money(allocation) : null,
        ApiText.Money(p.Point),
        [ApiText.Money(p.Low), ApiText.Money(p.High)],
        p.ExhaustionDate is { } day ? ApiText.Day(day) : null,
        ApiText.Probability(p.ExhaustionProbability),
        ApiText.Instant(p.AsOfMs));
}
