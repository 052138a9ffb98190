using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>The most that open caps may sum up to, from now on. It limits what may be decided and changes nothing that was.</summary>
/// <param name="Team">The team; null: the whole organisation.</param>
/// <param name="Amount">The ceiling; null: none.</param>
public sealed record OverageCeilingSet(string? Team, Nanodollars? Amount) : OrganisationDecision;
