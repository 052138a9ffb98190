using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;

namespace Dashboard.Web.Features.Api;

/// <summary>The organisation in its period, as the API shows it. Shadow cycles are in the figures and in no payable total: <c>payableOverage</c> leaves them out.</summary>
internal sealed record SummaryAnswer(
    CycleAnswer Cycle,
    long Seats,
    string Allocated,
    string Consumed,
    string Available,
    string Overage,
    string PayableOverage,
    string Uncovered,
    string Expired,
    string Voided,
    string Outside,
    string Unassigned,
    string Unknown,
    long UnpricedEvents,
    string? Projected,
    string[]? Band,
    string? ExhaustionDate,
    double? PExhaust,
    SummaryProjection? Projection,
    SummaryShared? Shared,
    string AsOf)
{
    /// <summary>Without any usage to project from, all about the projection is null.</summary>
    public static SummaryAnswer Of(OrganisationFigures figures, CycleProjection? projection) => All(figures, projection is { IsObserved: true } ? projection : null);

    private static SummaryAnswer All(OrganisationFigures figures, CycleProjection? projection) => new(
        new CycleAnswer(ApiText.Day(figures.PeriodStart), ApiText.Day(figures.PeriodEnd)),
        figures.Seats,
        ApiText.Money(figures.Allocated),
        ApiText.Money(figures.Consumed),
        ApiText.Money(figures.Available),
        ApiText.Money(figures.Overage),
        ApiText.Money(figures.PayableOverage),
        ApiText.Money(figures.Uncovered),
        ApiText.Money(figures.Expired),
        ApiText.Money(figures.Voided),
        ApiText.Money(figures.Outside),
        ApiText.Money(figures.Unassigned),
        ApiText.Money(figures.Unknown),
        figures.UnpricedEvents,
        projection is null ? null : ApiText.Money(projection.Point),
        projection is null ? null : [ApiText.Money(projection.Low), ApiText.Money(projection.High)],
        projection?.ExhaustionDate is { } day ? ApiText.Day(day) : null,
        ApiText.Probability(projection?.ExhaustionProbability),
        projection is null ? null : SummaryProjection.Of(figures, projection),
        figures.Pool is { } pool ? SummaryShared.Of(pool) : null,
        ApiText.Instant(figures.AsOfMs));
}
