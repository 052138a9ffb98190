using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>Models whose usage has no amount, for the price book.</summary>
public static class UnpricedRead
{
    /// <summary>Model ids as sources state them, with their events, the most first.</summary>
    public static async Task<IReadOnlyList<(string Model, long Events)>> ModelsAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            "SELECT m.text, CAST(SUM(d.unpriced_events) AS BIGINT) FROM rollup_detail d JOIN model m ON m.id = d.model_id WHERE d.unpriced_events > 0 AND d.seat_id >= 0 GROUP BY m.text ORDER BY 2 DESC, 1",
            r => (r.GetString(0), r.GetInt64(1)));
    }
}
