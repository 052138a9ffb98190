using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>From now on a cap above the amount, or no cap, is decided by two people.</summary>
/// <param name="Amount">The highest cap that one person decides; null: any.</param>
public sealed record OverageApprovalLimitSet(Nanodollars? Amount) : OrganisationDecision;
