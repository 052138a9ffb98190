using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What stands beside the totals of the ledger.</summary>
public static class UnpostedRead
{
    /// <summary>Sums from a local day (included) to a local day (excluded).</summary>
    public static async Task<UnpostedUsage> ReadAsync(Database database, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var posted = await sql.FirstAsync(OrganisationBooks.SharedWithoutSeat, r => r.GetInt64(0), ("@from", StoredDay.Of(from)), ("@to", StoredDay.Of(to)));
        return (await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(CASE WHEN seat_id = 0 THEN cost_nano ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN pool = @unknown THEN cost_nano ELSE 0 END), 0) AS BIGINT), "
            + "CAST(COALESCE(SUM(unpriced_events), 0) AS BIGINT) FROM rollup_seat_day WHERE day >= @from AND day < @to AND seat_id >= 0",
            r => new UnpostedUsage(new(r.GetInt64(0) - posted), new(r.GetInt64(1)), r.GetInt64(2)),
            ("@unknown", (int)Pool.Unknown),
            ("@from", StoredDay.Of(from)),
            ("@to", StoredDay.Of(to))))!;
    }
}
