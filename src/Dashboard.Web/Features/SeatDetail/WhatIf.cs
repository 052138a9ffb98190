using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>A cycle as it would come out on another plan, with more or less usage, with overage on or off. Pure arithmetic on finished figures.</summary>
/// <param name="Usage">Projected usage.</param>
/// <param name="Allocation">The allowance of the plan.</param>
/// <param name="Overage">What would be payable.</param>
/// <param name="Uncovered">What should have stopped: overage is off, or its cap is reached.</param>
/// <param name="Expires">What would expire unused.</param>
/// <param name="Fee">The plan's monthly fee; null: nobody entered it.</param>
public sealed record WhatIf(Nanodollars Usage, Nanodollars Allocation, Nanodollars Overage, Nanodollars Uncovered, Nanodollars Expires, Nanodollars? Fee)
{
    /// <summary>
    /// <paramref name="percent"/> changes only what is still to come: what was used stays used. Results are rounded down to the nanodollar.
    /// </summary>
    public static WhatIf Of(WhatIfBase from, string plan, int percent, bool overage, Nanodollars? cap)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, -100);
        var terms = from.Plans.First(p => p.Id == plan);
        var rest = Nanodollars.Max(from.Projected - from.Used, default);
        var usage = from.Used + new Nanodollars((long)Int128.Min((Int128)rest.Value * (100 + percent) / 100, long.MaxValue - from.Used.Value));
        var beyond = Nanodollars.Max(usage - terms.Allowance, default);
        var payable = !overage ? default : cap is { } limit ? Nanodollars.Min(limit, beyond) : beyond;
        return new WhatIf(usage, terms.Allowance, payable, beyond - payable, Nanodollars.Max(terms.Allowance - usage, default), terms.Fee);
    }
}
