using Dashboard.Credits.Money;

namespace Dashboard.Credits.Overage;

/// <summary>What holds at an instant.</summary>
/// <param name="On">Whether overage is on.</param>
/// <param name="Cap">The most overage in one cycle; null: no cap.</param>
/// <param name="Decision">Sequence of the decision that set it; 0: none, the setting is off from the start.</param>
public readonly record struct OverageSetting(bool On, Nanodollars? Cap, long Decision)
{
    /// <summary>Off, by no decision.</summary>
    public static readonly OverageSetting Off;

    /// <summary>How much more overage may be posted when this much was posted in the cycle; a lower cap than already used leaves nothing.</summary>
    public Nanodollars Remaining(Nanodollars posted) =>
        !On ? Nanodollars.Zero
        : Cap is { } cap ? Nanodollars.Max(Nanodollars.Zero, cap - posted)
        : new Nanodollars(long.MaxValue);
}
