using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;

namespace Dashboard.Credits.PlanFit;

/// <summary>
/// What a plan grants and costs in one cycle, from the dated rows in effect at its start. A null <paramref name="Fee"/> is a fee
/// nobody has entered: such a plan has no total and is never recommended. <paramref name="IsPooled"/>: the allowance is what the
/// seat contributes to a shared account, before its cap.
/// </summary>
public sealed record PlanTerms(string PlanId, string Name, Nanodollars Allowance, Nanodollars? Fee, bool IsPooled = false)
{
    /// <summary>
    /// The terms of the given plans for a seat in a cycle, in their order. A plan that is not eligible in the programme has an
    /// allowance of zero: its usage is all paid on top.
    /// </summary>
    public static IReadOnlyList<PlanTerms> Of(
        IEnumerable<string> planIds,
        Programme programme,
        IReadOnlyCollection<SeatFeeRow> fees,
        FeeTerm term,
        BillingCycle cycle,
        TimeZoneInfo zone) =>
    [
        .. planIds.Select(plan =>
        {
            var row = programme.AllowanceAt(cycle.StartMs, zone, plan, team: null, email: null);
            return new PlanTerms(
                plan,
                Plans.NameOf(plan),
                row?.Amount ?? Nanodollars.Zero,
                SeatFees.At(fees, plan, term, cycle.StartDay),
                row is { Scope: ProgrammeScope.Pooled });
        }),
    ];
}
