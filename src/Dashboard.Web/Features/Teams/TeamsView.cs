using Dashboard.Credits.Money;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Teams;

/// <summary>What the page of teams shows.</summary>
/// <param name="Grouping">Teams or cost centres.</param>
/// <param name="Rows">Teams by name, then no team, the shared account's rest, and usage without a seat.</param>
/// <param name="Allocated">Sum of the column.</param>
/// <param name="Used">Sum of the column.</param>
/// <param name="Overage">Sum of the column.</param>
/// <param name="Seats">Active seats.</param>
/// <param name="Teams">How many teams there are.</param>
/// <param name="CostCentres">How many cost centres there are.</param>
/// <param name="CanDecide">Whether the person may create and rename.</param>
/// <param name="AsOf">When the figures were derived.</param>
/// <param name="NewestEvent">Occurred-at of the newest event.</param>
/// <param name="Zone">The organisation's zone.</param>
public sealed record TeamsView(
    TeamGrouping Grouping, IReadOnlyList<TeamRow> Rows, Nanodollars Allocated, Nanodollars Used, Nanodollars Overage, long Seats, int Teams, int CostCentres, bool CanDecide,
    DateTimeOffset AsOf, DateTimeOffset? NewestEvent, TimeZoneInfo Zone);
