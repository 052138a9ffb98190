using System.Collections.Immutable;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>What was decided about a source over time: whose usage it brings, and the pool of what no rule decides.</summary>
/// <param name="Seats">By instant; the later decision of two at one instant comes later.</param>
/// <param name="Pools">The same.</param>
internal sealed record SourceTerms(ImmutableArray<(long FromMs, int SeatId)> Seats, ImmutableArray<(long FromMs, Pool Pool)> Pools)
{
    public int SeatAt(long atMs)
    {
        for (var i = Seats.Length - 1; i >= 0; i--)
        {
            if (Seats[i].FromMs <= atMs)
            {
                return Seats[i].SeatId;
            }
        }

        return 0;
    }

    public Pool? PoolAt(long atMs)
    {
        for (var i = Pools.Length - 1; i >= 0; i--)
        {
            if (Pools[i].FromMs <= atMs)
            {
                return Pools[i].Pool;
            }
        }

        return null;
    }
}
