using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>Gives known events the seat, pool, day and cost that the current decisions say, with every roll-up and remainder that follows.</summary>
internal static class Reclassification
{
    private const int ChunkSize = 5_000;

    /// <param name="job">With the new policy.</param>
    /// <param name="eventIds">Which events to look at.</param>
    /// <param name="sessions">Sessions whose remainders to derive again even when no request of theirs changed.</param>
    public static async Task<MoveSummary> RunAsync(UsageJob job, IReadOnlyList<long> eventIds, IReadOnlyCollection<long> sessions)
    {
        var (tables, dictionaries, policy) = job;
        var rows = new EventRows(dictionaries);
        var rollups = new RollupChanges(dictionaries);
        var moves = new MoveSums();
        foreach (var chunk in eventIds.Chunk(ChunkSize))
        {
            // What a vendor's report posts is derived from its rows, not from what was observed.
            var before = (await tables.SelectEventsAsync(chunk)).FindAll(b => !EventRows.FlagsOf(b).HasFlag(EventFlags.VendorDay));
            await dictionaries.LoadAsync(tables, before);
            var rated = before.Select(b => (Effective: rows.Record(b), Row: b)).Select(b => (b.Effective, Rated: policy.Rate(b.Effective))).ToList();
            foreach (var (effective, r) in rated)
            {
                dictionaries.Want(effective, r.Row);
            }

            await dictionaries.ResolveAsync(tables);
            var updates = new List<long[]>();
            for (var i = 0; i < before.Count; i++)
            {
                var after = (long[])before[i].Clone();
                var at = after[EventColumn.OccurredAt];
                var source = (int)after[EventColumn.Source];
                after[EventColumn.Day] = policy.DayOf(at);
                after[EventColumn.Seat] = policy.SeatOf(source, rated[i].Effective, at);
                after[EventColumn.Pool] = (long)policy.PoolOf(rated[i].Effective, source, at);
                rows.SetMoney(after, rated[i].Effective, rated[i].Rated);
                if (!after.AsSpan().SequenceEqual(before[i]))
                {
                    updates.Add(after);
                    rollups.Add(before[i], -1);
                    rollups.Add(after, 1);
                    moves.Add(before[i], after);
                }
            }

            await tables.UpdateAsync(IntTable.Event, updates);
            await rollups.FlushAsync(tables);
        }

        await new RunWrites(tables, dictionaries, policy, rows, rollups).DeriveAffectedAsync(sessions);
        await rollups.FlushAsync(tables);
        return moves.ToSummary();
    }

    private sealed class MoveSums
    {
        private readonly SortedDictionary<(int, int, Pool, Pool), Move> _sums = [];

        public void Add(long[] before, long[] after)
        {
            // Usage that does not post costs nothing, wherever it is kept.
            if (before[EventColumn.Seat] < 0 && after[EventColumn.Seat] < 0)
            {
                return;
            }

            var key = ((int)Math.Abs(before[EventColumn.Seat]), (int)Math.Abs(after[EventColumn.Seat]), (Pool)before[EventColumn.Pool], (Pool)after[EventColumn.Pool]);
            var sum = _sums.GetValueOrDefault(key) ?? new Move(key.Item1, key.Item2, key.Item3, key.Item4, 0, 0, 0, default, default) { FirstMs = long.MaxValue };
            _sums[key] = sum with
            {
                Events = sum.Events + 1,
                UnpricedBefore = sum.UnpricedBefore + (before[EventColumn.Cost] == IntTable.Null ? 1 : 0),
                UnpricedAfter = sum.UnpricedAfter + (after[EventColumn.Cost] == IntTable.Null ? 1 : 0),
                CostBefore = sum.CostBefore + Cost(before),
                CostAfter = sum.CostAfter + Cost(after),
                FirstMs = Math.Min(sum.FirstMs, after[EventColumn.OccurredAt]),
                LastMs = Math.Max(sum.LastMs, after[EventColumn.OccurredAt]),
            };
        }

        public MoveSummary ToSummary() => new([.. _sums.Values]);

        private static Nanodollars Cost(long[] row) => row[EventColumn.Cost] == IntTable.Null || row[EventColumn.Seat] < 0 ? default : new Nanodollars(row[EventColumn.Cost]);
    }
}
