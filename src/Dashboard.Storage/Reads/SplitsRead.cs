using System.Data.Common;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What a seat's usage was made of.</summary>
public static class SplitsRead
{
    /// <summary>The splits of a seat (0: usage without a seat) from a day (included) to a day (excluded).</summary>
    public static async Task<SeatSplits> ReadAsync(Database database, int seatId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        (string, object?)[] range = [("@seat", seatId), ("@from", StoredDay.Of(from)), ("@to", StoredDay.Of(to))];
        var pools = await sql.QueryAsync(
            $"SELECT pool, {Sums("")} FROM rollup_seat_day WHERE seat_id = @seat AND day >= @from AND day < @to GROUP BY pool",
            r => ((Pool)r.GetInt32(0), Read(r, ((Pool)r.GetInt32(0)).ToString())),
            range);
        var models = await sql.QueryAsync(
            $"SELECT m.text, {Sums("d.")} FROM rollup_detail d JOIN model m ON m.id = d.model_id WHERE d.seat_id = @seat AND d.day >= @from AND d.day < @to GROUP BY m.text",
            r => Read(r, r.GetString(0)),
            range);
        var projects = await sql.QueryAsync(
            $"SELECT COALESCE(p.text, ''), {Sums("d.")} FROM rollup_detail d LEFT JOIN project p ON p.id = d.project_id WHERE d.seat_id = @seat AND d.day >= @from AND d.day < @to GROUP BY COALESCE(p.text, '')",
            r => Read(r, r.GetString(0)),
            range);
        var (read, prompt) = await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(cache_read_tokens), 0) AS BIGINT), CAST(COALESCE(SUM(input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + cache_read_tokens), 0) AS BIGINT) "
            + "FROM rollup_seat_day WHERE seat_id = @seat AND day >= @from AND day < @to",
            r => (r.GetInt64(0), r.GetInt64(1)),
            range);
        return new SeatSplits(
            [.. pools.OrderByDescending(p => p.Item2.Cost).ThenBy(p => p.Item1)],
            await ToolsAsync(sql, range),
            Sorted(models),
            Sorted(projects),
            new(pools.Sum(p => p.Item2.Cost.Value)),
            prompt > 0 ? (double)read / prompt : null);
    }

    /// <summary>Everything a seat ever used (0: usage without a seat), by pool; the dearest first.</summary>
    public static async Task<IReadOnlyList<(Pool Pool, UsageSplit Usage)>> AllTimeAsync(Database database, int seatId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var pools = await sql.QueryAsync(
            $"SELECT pool, {Sums("")} FROM rollup_seat_day WHERE seat_id = @seat GROUP BY pool HAVING SUM(events) > 0 OR SUM(cost_nano) > 0",
            r => ((Pool)r.GetInt32(0), Read(r, ((Pool)r.GetInt32(0)).ToString())),
            ("@seat", seatId));
        return [.. pools.OrderByDescending(p => p.Item2.Cost).ThenBy(p => p.Item1)];
    }

    /// <summary>No roll-up has the tool: few events of one seat are read instead.</summary>
    private static async Task<IReadOnlyList<UsageSplit>> ToolsAsync(Sql sql, (string, object?)[] range) => Sorted(await sql.QueryAsync(
        "SELECT COALESCE(c.app, c.entrypoint, ''), CAST(SUM(CASE WHEN e.flags & 2048 <> 0 THEN 0 ELSE 1 END) AS BIGINT), CAST(SUM(CASE WHEN e.cost_nano IS NULL AND e.flags & 2048 = 0 THEN 1 ELSE 0 END) AS BIGINT), CAST(COALESCE(SUM(e.cost_nano), 0) AS BIGINT) "
        + "FROM (SELECT DISTINCT day FROM rollup_seat_day WHERE seat_id = @seat AND day >= @from AND day < @to) d "
        + "JOIN usage_event e ON e.day = d.day AND e.seat_id = @seat JOIN context c ON c.id = e.context_id GROUP BY COALESCE(c.app, c.entrypoint, '')",
        r => Read(r, r.GetString(0)),
        range));

    private static IReadOnlyList<UsageSplit> Sorted(IEnumerable<UsageSplit> splits) => [.. splits.OrderByDescending(s => s.Cost).ThenBy(s => s.Name, StringComparer.Ordinal)];

    private static UsageSplit Read(DbDataReader r, string name) => new(name, r.GetInt64(1), r.GetInt64(2), new(r.GetInt64(3)));

    private static string Sums(string prefix) =>
        $"CAST(SUM({prefix}events) AS BIGINT), CAST(SUM({prefix}unpriced_events) AS BIGINT), CAST(SUM({prefix}cost_nano) AS BIGINT)";
}
