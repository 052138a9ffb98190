using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Books;

/// <summary>What each seat did in the shared account in a cycle, beside its share.</summary>
internal static class PoolParts
{
    /// <summary>Seats with a share or with usage. What a seat drew beyond its share is in <c>Consumed</c>: the share is no right.</summary>
    public static IEnumerable<(int SeatId, LedgerFlows Flows, Nanodollars Share)> Of(CycleResult cycle)
    {
        var flows = cycle.Seats.ToDictionary(s => s.SeatId);
        var shares = cycle.Shares.ToDictionary(s => s.SeatId, s => s.Amount);
        foreach (var seat in flows.Keys.Union(shares.Keys).Where(s => s != 0).Order())
        {
            flows.TryGetValue(seat, out var drawn);
            var share = shares.GetValueOrDefault(seat);
            yield return (seat, new LedgerFlows { Granted = share, Consumed = drawn.Consumed, Overage = drawn.Overage, Uncovered = drawn.Uncovered }, share);
        }
    }
}
