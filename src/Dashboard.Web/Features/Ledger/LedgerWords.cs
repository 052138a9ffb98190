namespace Dashboard.Web.Features.Ledger;

/// <summary>Groupings in words and in addresses.</summary>
internal static class LedgerWords
{
    /// <summary><c>cost centre</c>.</summary>
    public static string Of(LedgerGrouping grouping) => grouping switch { LedgerGrouping.Team => "team", LedgerGrouping.CostCentre => "cost centre", LedgerGrouping.Seat => "seat" };

    /// <summary><c>cost-centre</c>.</summary>
    public static string Slug(LedgerGrouping grouping) => Of(grouping).Replace(' ', '-');
}
