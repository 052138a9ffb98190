using Dashboard.Credits.Ledger;

namespace Dashboard.Web.Features.Ledger;

/// <summary>One line of the monthly ledger: a seat, a team, a cost centre, or what no seat has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Detail">E-mail of a seat; else null.</param>
/// <param name="Href">Where it leads: the seat's page, or the seats of the group; null for nowhere.</param>
/// <param name="Seats">How many seats it has.</param>
/// <param name="Flows">Exact amounts.</param>
/// <param name="Payable">Overage of enforced cycles.</param>
/// <param name="Reasons">Uncovered by reason.</param>
/// <param name="UnpricedEvents">Events without a price.</param>
public sealed record LedgerLine(
    string Name, string? Detail, string? Href, long Seats, LedgerFlows Flows, Credits.Money.Nanodollars Payable, UncoveredReasons Reasons, long UnpricedEvents)
{
    /// <summary>The same amounts in whole cents that add up to the rounded totals of their columns.</summary>
    public LedgerFlows Cents { get; init; }

    /// <summary>Available in whole cents, by the same rule.</summary>
    public Credits.Money.Nanodollars CentsAvailable { get; init; }

    /// <summary>Payable in whole cents, by the same rule.</summary>
    public Credits.Money.Nanodollars CentsPayable { get; init; }
}
