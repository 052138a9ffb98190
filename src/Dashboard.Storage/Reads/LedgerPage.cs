using Dashboard.Credits.Ledger;

namespace Dashboard.Storage.Reads;

/// <summary>A page of the ledger.</summary>
/// <param name="Rows">The lines.</param>
/// <param name="Total">How many lines the query has in all.</param>
/// <param name="Totals">Sums over all lines of accounts with a real balance (parts in the shared account left out, so nothing counts twice).</param>
/// <param name="Shadow">Of them, those of shadow cycles, which owe nothing.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerRow> Rows, long Total, LedgerFlows Totals, LedgerFlows Shadow)
{
    /// <summary>Whether granted = consumed + expired + voided + available, to the nanodollar, in the totals.</summary>
    public bool AddsUp => Totals.Granted == Totals.Consumed + Totals.Expired + Totals.Voided + Totals.Available;
}
