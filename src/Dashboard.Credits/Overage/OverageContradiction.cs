using Dashboard.Credits.Money;

namespace Dashboard.Credits.Overage;

/// <summary>
/// Whether usage contradicts what was decided: it goes on after the credit and the overage are used up, so the switch at the vendor is
/// probably not where it was declared to be. The vendor checks before a request, so one overshoot is no contradiction. Source: law, section 6.
/// </summary>
public static class OverageContradiction
{
    /// <summary>Uncovered usage up to this amount says nothing: 1.00 USD.</summary>
    public static readonly Nanodollars Grace = Nanodollars.FromUsd(1);

    /// <summary>Nor does uncovered usage up to this share of the credit.</summary>
    public const int GracePercent = 2;

    /// <summary>Whether it does.</summary>
    /// <param name="granted">The cycle's credit; without one there was nothing to exhaust.</param>
    /// <param name="uncovered">Uncovered usage of the cycle for the reason that holds now: overage off, or over its cap.</param>
    public static bool Holds(Nanodollars granted, Nanodollars uncovered) =>
        granted.IsPositive && uncovered > Grace && (Int128)uncovered.Value * 100 > (Int128)granted.Value * GracePercent;
}
