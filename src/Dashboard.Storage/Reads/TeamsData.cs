using Dashboard.Credits.Money;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>All seats by team or cost centre. Σ rows + what is of no seat = the organisation, to the nano.</summary>
/// <param name="Organisation">As it stands.</param>
/// <param name="Rows">Every team there is by name, empty ones too, and one without a name when seats have none.</param>
/// <param name="SharedAllocated">Of the shared account, what is no seat's share.</param>
/// <param name="SharedUsed">Used in the shared account without a seat.</param>
/// <param name="SharedOverage">Of it, overage.</param>
/// <param name="Figures">The organisation in one look; null before anything was derived.</param>
public sealed record TeamsData(
    Organisation Organisation, IReadOnlyList<TeamSums> Rows, Nanodollars SharedAllocated, Nanodollars SharedUsed, Nanodollars SharedOverage, OrganisationFigures? Figures);
