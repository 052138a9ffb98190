using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The cycles that start in one month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="End">First day after the last of the cycles.</param>
/// <param name="State">Open while a cycle runs, closing in the grace after the last.</param>
/// <param name="Word">The state in words.</param>
public sealed record LedgerMonth(DateOnly Month, DateOnly End, StateKind State, string Word);
