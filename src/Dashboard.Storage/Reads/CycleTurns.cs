using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>The cycles that ended and began in a while, and the credit that went and came with them. The shared account counts once, not by seat.</summary>
/// <param name="Ended">Accounts whose cycle ended.</param>
/// <param name="Expired">Credit that expired at those ends.</param>
/// <param name="Began">Accounts whose cycle began and was granted something.</param>
/// <param name="Granted">Credit that was granted for them, as the books stand now.</param>
public sealed record CycleTurns(int Ended, Nanodollars Expired, int Began, Nanodollars Granted)
{
    /// <summary>No cycle is longer.</summary>
    private const int LongestCycle = 400;

    /// <summary>Those after one instant and up to another, this one included, as far as the books were derived. Unix milliseconds UTC.</summary>
    public static async Task<CycleTurns> ReadAsync(Database database, long afterMs, long untilMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var first = StoredDay.Of(ZoneDays.DayOf(afterMs, TimeZoneInfo.Utc)) - LongestCycle;
        return (await sql.FirstAsync(
            "SELECT COUNT(CASE WHEN ended = @ended AND end_ms > @after AND end_ms <= @until THEN 1 END), "
            + "CAST(COALESCE(SUM(CASE WHEN ended = @ended AND end_ms > @after AND end_ms <= @until THEN expired ELSE 0 END), 0) AS BIGINT), "
            + "COUNT(CASE WHEN start_ms > @after AND start_ms <= @until AND granted <> 0 THEN 1 END), "
            + "CAST(COALESCE(SUM(CASE WHEN start_ms > @after AND start_ms <= @until THEN granted ELSE 0 END), 0) AS BIGINT) "
            + "FROM seat_cycle WHERE cycle_start >= @first AND (account_id <> 0 OR seat_id = 0)",
            r => new CycleTurns(r.GetInt32(0), new Nanodollars(r.GetInt64(1)), r.GetInt32(2), new Nanodollars(r.GetInt64(3))),
            ("@ended", true), ("@after", afterMs), ("@until", untilMs), ("@first", first)))!;
    }
}
