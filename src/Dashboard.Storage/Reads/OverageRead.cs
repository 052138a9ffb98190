using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What decisions about overage and claims are looked at with.</summary>
public static class OverageRead
{
    private const int Chunk = 500;

    /// <summary>The seats that have a running cycle, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<OverageBasis>> BasesAsync(Database database, IEnumerable<int> seats, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(seats);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var bases = new List<OverageBasis>();
        foreach (var chunk in seats.Distinct().Order().Chunk(Chunk))
        {
            var ids = Ids(chunk);
            var ends = (await sql.QueryAsync($"SELECT seat_id, end_ms FROM seat_now WHERE seat_id IN ({ids})", r => (Id: r.GetInt32(0), EndMs: r.GetInt64(1)))).ToDictionary(e => e.Id, e => e.EndMs);
            var projections = (await ProjectionStore.LatestAsync(sql, ids)).ToDictionary(p => p.SeatId, p => p.Projection);
            var lines = await sql.QueryAsync($"SELECT {SeatLine.Columns} FROM seat_now WHERE seat_id IN ({ids}) ORDER BY seat_id", SeatLine.Read);
            bases.AddRange(lines.Select(l => new OverageBasis(l, ends[l.SeatId], projections.GetValueOrDefault(l.SeatId))));
        }

        return bases;
    }

    /// <summary>Overage of the last ended cycles of seats, the newest first, at most so many each.</summary>
    public static async Task<ILookup<int, (DateOnly Start, Nanodollars Overage, Nanodollars Uncovered)>> LastCyclesAsync(
        Database database, IEnumerable<int> seats, int cycles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(seats);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var rows = new List<(int Seat, DateOnly Start, Nanodollars Overage, Nanodollars Uncovered)>();
        foreach (var chunk in seats.Distinct().Order().Chunk(Chunk))
        {
            rows.AddRange(await sql.QueryAsync(
                $"SELECT seat_id, cycle_start, overage, uncovered FROM seat_cycle WHERE ended = @ended AND seat_id IN ({Ids(chunk)}) ORDER BY start_ms DESC",
                r => (r.GetInt32(0), StoredDay.ToDay(r.GetInt32(1)), new Nanodollars(r.GetInt64(2)), new Nanodollars(r.GetInt64(3))),
                ("@ended", true)));
        }

        return rows.GroupBy(r => r.Seat).SelectMany(g => g.Take(cycles)).ToLookup(r => r.Seat, r => (r.Start, r.Overage, r.Uncovered));
    }

    /// <summary>What seats left on the table in all cycles so far: min(usage before the claim, allowance) of each.</summary>
    public static async Task<IReadOnlyDictionary<int, Nanodollars>> LeftOnTheTableAsync(Database database, IEnumerable<int> seats, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(seats);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var left = new Dictionary<int, Nanodollars>();
        foreach (var chunk in seats.Distinct().Order().Chunk(Chunk))
        {
            foreach (var (seat, amount) in await sql.QueryAsync(
                $"SELECT seat_id, CAST(SUM(left_on_the_table) AS BIGINT) FROM seat_cycle WHERE seat_id IN ({Ids(chunk)}) GROUP BY seat_id",
                r => (r.GetInt32(0), new Nanodollars(r.GetInt64(1)))))
            {
                left[seat] = amount;
            }
        }

        return left;
    }

    private static string Ids(IEnumerable<int> seats) => string.Join(',', seats.Select(s => s.ToString(CultureInfo.InvariantCulture)));
}
