using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Teams;

/// <summary>A line of the page. Amounts are exact; those of a column that is shown in cents add up to the total.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Key">The team or cost centre; null: a line that is none.</param>
/// <param name="Href">Its seats; null: none.</param>
/// <param name="Seats">Active seats; null: not of seats.</param>
/// <param name="Allocated">Granted.</param>
/// <param name="Used">Used.</param>
/// <param name="Overage">Of it, overage.</param>
/// <param name="Projected">Sum of the seats' projections; null: none.</param>
/// <param name="Admins">E-mails of its admins.</param>
/// <param name="Others">Cost centres of a team, teams of a cost centre.</param>
public sealed record TeamRow(
    string Name, string? Key, string? Href, long? Seats, Nanodollars? Allocated, Nanodollars Used, Nanodollars Overage, Nanodollars? Projected,
    IReadOnlyList<string> Admins, IReadOnlyList<string> Others);
