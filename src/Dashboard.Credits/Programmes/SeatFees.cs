using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Programmes;

/// <summary>The shipped seat fees. Max and Enterprise have none until the owner enters them: a plan without a fee is not recommended.</summary>
public static class SeatFees
{
    private const string TeamArticle = "https://support.claude.com/en/articles/9266767";
    private const string ProPage = "https://claude.com/pricing";

    private static readonly DateOnly Known = new(2026, 1, 1);

    /// <summary>The shipped rows.</summary>
    public static ImmutableArray<SeatFeeRow> Shipped { get; } =
    [
        new(Plans.Pro.Id, FeeTerm.Monthly, Nanodollars.FromUsd(20), Known, ProPage),
        new(Plans.TeamStandard.Id, FeeTerm.Monthly, Nanodollars.FromUsd(25), Known, TeamArticle),
        new(Plans.TeamStandard.Id, FeeTerm.Annual, Nanodollars.FromUsd(20), Known, TeamArticle),
        new(Plans.TeamPremium.Id, FeeTerm.Monthly, Nanodollars.FromUsd(125), Known, TeamArticle),
        new(Plans.TeamPremium.Id, FeeTerm.Annual, Nanodollars.FromUsd(100), Known, TeamArticle),
    ];

    /// <summary>The fee of a plan on a day: the row with the latest day of effect; null when the fee is not known.</summary>
    public static Nanodollars? At(IEnumerable<SeatFeeRow> rows, string plan, FeeTerm term, DateOnly day) => rows
        .Where(r => r.Plan == plan && r.Term == term && r.EffectiveFrom <= day)
        .OrderBy(r => r.EffectiveFrom)
        .LastOrDefault()?.PerMonth;
}
