using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Books;

/// <summary>The covered, priced usage of one credit account, in the total order of the ledger.</summary>
internal sealed class AccountEvents(Organisation organisation)
{
    private const string Columns =
        "SELECT e.id, e.occurred_at_ms, e.identity, e.cost_nano, e.seat_id, e.pool, c.entrypoint, e.source_id, c.app, e.actor_id";

    private readonly Dictionary<int, AccountRouting> _routes = [];

    /// <summary>The entries from an instant on until another (excluded), with the stored event ids beside them.</summary>
    public async Task<List<(UsageEntry Entry, long EventId)>> ReadAsync(Sql sql, int accountId, long fromMs, long untilMs = long.MaxValue)
    {
        // The stored day may be that of another zone; a day more on the early side, and the instant decides.
        var fromDay = fromMs <= 0 ? 0 : (int)(fromMs / 86_400_000) - 1;
        var toDay = (int)Math.Min(untilMs / 86_400_000, int.MaxValue - 2) + 2;
        var text = accountId == Organisation.PoolAccount
            ? $"{Columns} FROM usage_event e JOIN context c ON c.id = e.context_id WHERE e.day >= @day AND e.day < @to AND e.occurred_at_ms >= @from AND e.occurred_at_ms < @until AND e.seat_id >= 0 AND e.cost_nano IS NOT NULL"
            : $"{Columns} FROM (SELECT DISTINCT day FROM rollup_seat_day WHERE seat_id = @seat AND day >= @day AND day < @to) d JOIN usage_event e ON e.day = d.day AND e.seat_id = @seat JOIN context c ON c.id = e.context_id WHERE e.occurred_at_ms >= @from AND e.cost_nano IS NOT NULL";
        var rows = await sql.QueryAsync(
            text,
            r => (
                EventId: r.GetInt64(0),
                Entry: new UsageEntry(r.GetInt64(1), StoredHash.ToHash(r.GetInt64(2)), new Nanodollars(r.GetInt64(3)), r.GetInt32(4)),
                Pool: (Pool)r.GetInt32(5),
                Payer: new PayerFacts(r.GetInt64(1), r.GetInt32(7), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(8) ? null : r.GetString(8), !r.IsDBNull(9))),
            [("@day", fromDay), ("@to", toDay), ("@from", fromMs), ("@until", untilMs), .. accountId == Organisation.PoolAccount ? Array.Empty<(string, object?)>() : [("@seat", accountId)]]);
        var entries = new List<(UsageEntry Entry, long EventId)>(rows.Count);
        foreach (var row in rows)
        {
            if (RouteOf(row.Entry.SeatId).AccountOf(row.Pool, row.Payer) == accountId)
            {
                entries.Add((row.Entry, row.EventId));
            }
        }

        entries.Sort((left, right) => left.Entry.CompareTo(right.Entry) is not 0 and var order ? order : left.EventId.CompareTo(right.EventId));
        return entries;
    }

    /// <summary>
    /// All usage of all seats from an instant on until another (excluded), covered or not: when it arrived, and the account that covers it, if any and if it is priced.
    /// </summary>
    public async Task<List<(UsageEntry Entry, int Day, int SourceId, long ReceivedMs, int? Account)>> ReadKnownAsync(Sql sql, long fromMs, long untilMs)
    {
        var rows = await sql.QueryAsync(
            "SELECT e.occurred_at_ms, e.identity, COALESCE(e.cost_nano, 0), e.seat_id, e.pool, c.entrypoint, e.source_id, c.app, e.actor_id, e.day, b.received_at_ms, CASE WHEN e.cost_nano IS NULL THEN 0 ELSE 1 END "
            + "FROM usage_event e JOIN context c ON c.id = e.context_id JOIN import_batch b ON b.id = e.batch_id WHERE e.day >= @day AND e.day < @to AND e.occurred_at_ms >= @from AND e.occurred_at_ms < @until AND e.seat_id >= 0",
            r => (
                Entry: new UsageEntry(r.GetInt64(0), StoredHash.ToHash(r.GetInt64(1)), new Nanodollars(r.GetInt64(2)), r.GetInt32(3)),
                Pool: (Pool)r.GetInt32(4),
                Payer: new PayerFacts(r.GetInt64(0), r.GetInt32(6), r.IsDBNull(5) ? null : r.GetString(5), r.IsDBNull(7) ? null : r.GetString(7), !r.IsDBNull(8)),
                Day: r.GetInt32(9), ReceivedMs: r.GetInt64(10), IsPriced: r.GetInt32(11) == 1),
            ("@day", (int)(fromMs / 86_400_000) - 1), ("@to", (int)(untilMs / 86_400_000) + 2), ("@from", fromMs), ("@until", untilMs));
        return rows.ConvertAll(r => (r.Entry, r.Day, r.Payer.SourceId, r.ReceivedMs, r.IsPriced ? RouteOf(r.Entry.SeatId).AccountOf(r.Pool, r.Payer) : null));
    }

    /// <summary>Usage of a seat that arrived from an instant on, by session: what of it the account covers, zero for what it does not.</summary>
    /// <param name="sql">The database.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="seatId">The seat.</param>
    /// <param name="receivedFromMs">Arrived at or after it.</param>
    /// <param name="fromDay">Happened on this day or later, days since 1970-01-01.</param>
    /// <param name="untilMs">Happened at this instant or before: what is dated ahead has not happened.</param>
    public async Task<List<(string Session, long ReceivedMs, Nanodollars Covered)>> ArrivedAsync(Sql sql, int accountId, int seatId, long receivedFromMs, int fromDay, long untilMs)
    {
        var rows = await sql.QueryAsync(
            "SELECT s.text, b.received_at_ms, COALESCE(e.cost_nano, 0), e.pool, c.entrypoint, e.occurred_at_ms, e.source_id, c.app, e.actor_id FROM usage_event e JOIN import_batch b ON b.id = e.batch_id JOIN session s ON s.id = e.session_id JOIN context c ON c.id = e.context_id "
            + "WHERE e.day >= @day AND e.seat_id = @seat AND e.occurred_at_ms <= @until AND b.received_at_ms >= @received",
            r => (Session: r.GetString(0), ReceivedMs: r.GetInt64(1), Cost: new Nanodollars(r.GetInt64(2)), Pool: (Pool)r.GetInt32(3), Payer: new PayerFacts(r.GetInt64(5), r.GetInt32(6), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(7) ? null : r.GetString(7), !r.IsDBNull(8))),
            ("@day", fromDay), ("@seat", seatId), ("@until", untilMs), ("@received", receivedFromMs));
        var route = RouteOf(seatId);
        return [.. rows.Select(r => (r.Session, r.ReceivedMs, route.AccountOf(r.Pool, r.Payer) == accountId ? r.Cost : default))];
    }

    private AccountRouting RouteOf(int seatId)
    {
        if (!_routes.TryGetValue(seatId, out var route))
        {
            _routes.Add(seatId, route = new AccountRouting(organisation, seatId));
        }

        return route;
    }
}
