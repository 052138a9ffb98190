using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>
/// What a plan grants and costs in one cycle, from the dated rows in effect at its start. A null <paramref name="Fee"/> is a fee
/// nobody has entered: such a plan is compared by nothing and never recommended.
/// </summary>
public sealed record PlanTerms(string PlanId, string Name, Nanodollars Allowance, Nanodollars? Fee);
