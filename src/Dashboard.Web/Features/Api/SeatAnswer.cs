using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Api;

/// <summary>A seat in its running cycle, as the API shows it.</summary>
internal sealed record SeatAnswer(
    string Email,
    string Name,
    string? Team,
    string Plan,
    string State,
    CycleAnswer Cycle,
    string Allocated,
    string Consumed,
    string Available,
    string Overage,
    string Uncovered,
    string Expired,
    string? Projected,
    string[]? Band,
    string? ExhaustionDate,
    double? PExhaust,
    string AsOf)
{
    /// <summary>What nobody observed is null: projection, band, date and probability of a seat without usage, or with stale data.</summary>
    public static SeatAnswer Of(SeatLine line) => SeatWords.IsObserved(line) ? All(line) : All(line) with { Projected = null, Band = null, ExhaustionDate = null, PExhaust = null };

    private static SeatAnswer All(SeatLine line) => new(
        line.Email,
        line.Name,
        line.Team,
        line.Plan,
        ApiText.Word(line.State),
        new CycleAnswer(ApiText.Day(line.CycleStart), ApiText.Day(line.CycleEnd)),
        ApiText.Money(line.Allocated),
        ApiText.Money(line.Consumed),
        ApiText.Money(line.Available),
        ApiText.Money(line.Overage),
        ApiText.Money(line.Uncovered),
        ApiText.Money(line.Expired),
        ApiText.Money(line.Projected),
        [ApiText.Money(line.ProjectedLow), ApiText.Money(line.ProjectedHigh)],
        line.ExhaustionDate is { } day ? ApiText.Day(day) : null,
        ApiText.Probability(line.ExhaustProbability),
        ApiText.Instant(line.AsOfMs));
}
