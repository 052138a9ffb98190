namespace Dashboard.Web.Features.Ledger;

/// <summary>What the lines of the monthly ledger are.</summary>
public enum LedgerGrouping
{
    Team,
    CostCentre,
    Seat,
}
