using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>
/// One past cycle of a seat: what it used, rated, and what each plan would have granted and cost.
/// <paramref name="Covered"/> is usage that the credit covers; <paramref name="Other"/> is what only a plan login gives without
/// a price (interactive use), and an API key would bill.
/// </summary>
public sealed record FitCycle(DateOnly Start, Nanodollars Covered, Nanodollars Other, IReadOnlyList<PlanTerms> Terms);
