using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>What all accounts posted on some local days, and which running cycles there are beside them.</summary>
/// <param name="Consumed">Drawn from credit.</param>
/// <param name="Overage">Overage.</param>
/// <param name="Uncovered">Usage that should have stopped.</param>
/// <param name="FirstCycleStart">First day of the running cycle that began first; null without a seat.</param>
/// <param name="LastCycleEnd">First day after the running cycle that ends last; null without a seat.</param>
public sealed record PeriodLedger(Nanodollars Consumed, Nanodollars Overage, Nanodollars Uncovered, DateOnly? FirstCycleStart = null, DateOnly? LastCycleEnd = null)
{
    /// <summary>What covered usage was posted as.</summary>
    public Nanodollars Posted => Consumed + Overage + Uncovered;
}
