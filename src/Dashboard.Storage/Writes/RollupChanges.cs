using System.Runtime.InteropServices;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Writes;

/// <summary>What a transaction adds to every roll-up, and the seats it touched.</summary>
internal sealed class RollupChanges(UsageDictionaries dictionaries, NetChanges? net = null)
{
    private readonly Dictionary<RollupKey, long[]> _seatDays = [];
    private readonly Dictionary<RollupKey, long[]> _orgDays = [];
    private readonly Dictionary<RollupKey, long[]> _details = [];
    private readonly Dictionary<RollupKey, long[]> _sessions = [];
    private readonly Dictionary<long, long> _seats = [];

    /// <summary>Sessions whose known requests changed.</summary>
    public HashSet<long> Sessions { get; } = [];

    /// <summary>Adds (1) or takes away (-1) one event.</summary>
    public void Add(long[] row, int sign)
    {
        var seat = row[EventColumn.Seat];
        var day = row[EventColumn.Day];
        var project = dictionaries.ProjectIdOf(row[EventColumn.Context]);
        var cost = row[EventColumn.Cost];
        var flags = EventRows.FlagsOf(row);
        Measure(At(_seatDays, [seat, day, row[EventColumn.Pool]]), 3, row, flags, sign, cost);
        if (seat >= 0)
        {
            // A seat with a minus is evidence beside what posts: it is in no sum of the organisation.
            Measure(At(_orgDays, [day, row[EventColumn.Pool]]), 2, row, flags, sign, cost);
        }

        Measure(At(_details, [seat, day, row[EventColumn.Model], row[EventColumn.Source], project]), 5, row, flags, sign, cost);
        if (row[EventColumn.Session] is var session and not IntTable.Null && !flags.HasFlag(EventFlags.Remainder))
        {
            var model = dictionaries.NormalModelIdOf(row[EventColumn.Model]);
            var list = row[EventColumn.List] == IntTable.Null ? cost : row[EventColumn.List];
            Measure(At(_sessions, [session, model]), 2, row, flags, sign, list);
            Sessions.Add(session);
        }

        if (seat < 0)
        {
            return;
        }

        net?.Add(seat, day, flags.HasFlag(EventFlags.NotARequest) ? 0 : sign, cost == IntTable.Null ? null : sign * cost);
        ref var from = ref CollectionsMarshal.GetValueRefOrAddDefault(_seats, seat, out var known);
        from = known ? Math.Min(from, row[EventColumn.OccurredAt]) : row[EventColumn.OccurredAt];
    }

    /// <summary>Writes everything and starts anew.</summary>
    public async Task FlushAsync(UsageTables tables)
    {
        await WriteAsync(tables, IntTable.SeatDay, _seatDays);
        await WriteAsync(tables, IntTable.OrgDay, _orgDays);
        await WriteAsync(tables, IntTable.Detail, _details);
        await WriteAsync(tables, IntTable.Session, _sessions);
        await tables.AddAsync(IntTable.Touched, [.. _seats.OrderBy(s => s.Key).Select(s => new[] { s.Key, s.Value, 1 })]);
        _seats.Clear();
    }

    private static async Task WriteAsync(UsageTables tables, IntTable table, Dictionary<RollupKey, long[]> changes)
    {
        var rows = new List<long[]>(changes.Count);
        foreach (var row in changes.Values)
        {
            if (row.AsSpan(table.Keys).ContainsAnyExcept(0))
            {
                rows.Add(row);
            }
        }

        // In key order, so that pages are written in a row, and so that two nodes lock rows in the same order.
        rows.Sort((a, b) => a.AsSpan(0, table.Keys).SequenceCompareTo(b.AsSpan(0, table.Keys)));
        await tables.AddAsync(table, rows);
        changes.Clear();
    }

    private static long[] At(Dictionary<RollupKey, long[]> changes, ReadOnlySpan<long> columns)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, RollupKey.Of(columns), out var known);
        if (!known)
        {
            row = new long[columns.Length + 9];
            columns.CopyTo(row);
        }

        return row!;
    }

    private static void Measure(long[] into, int at, long[] row, EventFlags flags, int sign, long cost)
    {
        var request = flags.HasFlag(EventFlags.NotARequest) ? 0 : sign;
        into[at] += request;
        into[at + 1] += cost == IntTable.Null ? request : 0;
        into[at + 2] += sign * row[EventColumn.Input];
        into[at + 3] += sign * row[EventColumn.Output];
        into[at + 4] += sign * row[EventColumn.CacheWrite5m];
        into[at + 5] += sign * row[EventColumn.CacheWrite1h];
        into[at + 6] += sign * row[EventColumn.CacheRead];
        into[at + 7] += sign * row[EventColumn.WebSearches];
        into[at + 8] += cost == IntTable.Null ? 0 : sign * cost;
    }
}
