using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What no pool rule decides, for the page of rules.</summary>
public static class UnknownUsageRead
{
    /// <summary>
    /// Unknown usage of all time by what a rule may ask, the dearest first. The roll-up by seat and day knows where unknown usage is;
    /// only the events of those days are read.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="limit">At most so many rows.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<UnknownUsage>> ReadAsync(Database database, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            """
            SELECT c.source, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END, s.name,
              CAST(SUM(CASE WHEN e.flags & 2048 <> 0 THEN 0 ELSE 1 END) AS BIGINT), CAST(SUM(CASE WHEN e.cost_nano IS NULL THEN 1 ELSE 0 END) AS BIGINT), CAST(COALESCE(SUM(e.cost_nano), 0) AS BIGINT)
            FROM (SELECT DISTINCT day, seat_id FROM rollup_seat_day WHERE pool = @unknown AND seat_id >= 0) d
            JOIN usage_event e ON e.day = d.day AND e.seat_id = d.seat_id AND e.pool = @unknown
            JOIN context c ON c.id = e.context_id JOIN source s ON s.id = e.source_id
            GROUP BY c.source, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END, s.name
            ORDER BY 8 DESC, 6 DESC, 5, 2, 3, 1, 4 LIMIT @limit
            """,
            r => new UnknownUsage(
                (UsageSource)r.GetInt32(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetInt32(3) == 1, r.GetString(4), r.GetInt64(5), r.GetInt64(6), new(r.GetInt64(7))),
            ("@unknown", (int)Pool.Unknown),
            ("@limit", limit));
    }
}
