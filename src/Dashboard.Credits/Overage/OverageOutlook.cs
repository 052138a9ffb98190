using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Credits.Overage;

/// <summary>
/// What overage would come to by the end of a billing cycle when it is on from now: what is posted already plus the projected usage
/// beyond the credit, up to the cap. Source: law, sections 6 and 7.
/// </summary>
/// <param name="Posted">Overage posted in the cycle so far; a cap counts it.</param>
/// <param name="Point">The expected total at the cycle's end, what is posted included.</param>
/// <param name="Low">The same at the lower end of the projection's 80% band.</param>
/// <param name="High">The same at its upper end.</param>
/// <param name="Beyond">Expected usage that the cap lets through no more: it would be uncovered.</param>
public readonly record struct OverageOutlook(Nanodollars Posted, Nanodollars Point, Nanodollars Low, Nanodollars High, Nanodollars Beyond)
{
    /// <summary>The outlook of one account.</summary>
    /// <param name="projection">Its projection; without an allocation all usage to come is beyond the credit.</param>
    /// <param name="posted">Overage posted in the cycle so far.</param>
    /// <param name="cap">The cap; null: none. Lower than what is posted: no more overage.</param>
    /// <param name="lastDay">The last local day on which overage is on, counted whole; null, or after the cycle: to its end.</param>
    public static OverageOutlook Of(CycleProjection projection, Nanodollars posted, Nanodollars? cap, DateOnly? lastDay = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var (point, low, high) = UsageBy(projection, lastDay);
        var credit = Nanodollars.Max(projection.Allocation ?? Nanodollars.Zero, projection.Consumed);
        var total = Total(point);
        return new(posted, Capped(total), Capped(Total(low)), Capped(Total(high)), total - Capped(total));

        Nanodollars Total(Nanodollars usage) => posted + Nanodollars.Max(Nanodollars.Zero, usage - credit);

        Nanodollars Capped(Nanodollars amount) => cap is { } limit ? Nanodollars.Max(posted, Nanodollars.Min(limit, amount)) : amount;
    }

    /// <summary>
    /// Several together. The ends of the band are added up, as if all came out low or all came out high: the band of the sum is too
    /// wide rather than too narrow, whatever the seats have in common.
    /// </summary>
    public static OverageOutlook operator +(OverageOutlook left, OverageOutlook right) =>
        new(left.Posted + right.Posted, left.Point + right.Point, left.Low + right.Low, left.High + right.High, left.Beyond + right.Beyond);

    private static (Nanodollars Point, Nanodollars Low, Nanodollars High) UsageBy(CycleProjection projection, DateOnly? lastDay)
    {
        if (lastDay is not { } last || projection.Path.Count == 0 || last >= projection.Path[^1].Day)
        {
            return (projection.Point, projection.Low, projection.High);
        }

        var reached = projection.Path.LastOrDefault(d => d.Day <= last);
        return last < projection.Path[0].Day ? (projection.Consumed, projection.Consumed, projection.Consumed) : (reached.Point, reached.Low, reached.High);
    }
}
