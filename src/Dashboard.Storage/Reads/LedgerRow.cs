namespace Dashboard.Storage.Reads;

/// <summary>One line of the ledger: a seat and a cycle.</summary>
/// <param name="Email">The seat; empty: the shared account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Team">Its team at the cycle's start; null: no team.</param>
/// <param name="CostCentre">Its cost centre at the cycle's start; null: none.</param>
/// <param name="Plan">Its plan at the cycle's start; empty for the shared account.</param>
/// <param name="Figures">The cycle.</param>
/// <param name="UnpricedEvents">Events of the cycle without a price, of any pool.</param>
public sealed record LedgerRow(string Email, string Name, string? Team, string? CostCentre, string Plan, CycleFigures Figures, long UnpricedEvents);
