using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>All that the first page shows.</summary>
/// <param name="Organisation">What was decided.</param>
/// <param name="Figures">The figures; null before anything was derived.</param>
/// <param name="Days">The period by day, cumulative, up to the day of the figures.</param>
/// <param name="LastPeriod">Covered usage of the period before, cumulative by day; empty without any.</param>
/// <param name="Projection">The organisation's own projection.</param>
/// <param name="NeedDecision">Active seats that are exhausted, over, likely to run out or at risk, the most urgent first.</param>
/// <param name="NeedDecisionCount">How many there are in all.</param>
/// <param name="Sources">The sources, the longest silent first.</param>
public sealed record OverviewData(
    Organisation Organisation,
    OrganisationFigures? Figures,
    IReadOnlyList<SeriesDay> Days,
    IReadOnlyList<Nanodollars> LastPeriod,
    CycleProjection? Projection,
    IReadOnlyList<SeatLine> NeedDecision,
    long NeedDecisionCount,
    IReadOnlyList<SourceFreshness> Sources);
