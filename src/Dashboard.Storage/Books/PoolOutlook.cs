using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>The shared account's running cycle with its own projection, from its own days.</summary>
internal static class PoolOutlook
{
    /// <summary>Its figures; null while it has no running cycle.</summary>
    public static async Task<PoolFigures?> ReadAsync(Sql sql, Organisation organisation, BooksState state, long nowMs)
    {
        var row = await sql.FirstAsync(
            "SELECT cycle_start, cycle_end, kind, state, allowance, granted, consumed, overage, uncovered, expired, voided, left_on_the_table FROM seat_cycle WHERE seat_id = 0 AND account_id = 0 AND start_ms <= @now AND end_ms > @now",
            r => new PoolFigures
            {
                CycleStart = StoredDay.ToDay(r.GetInt32(0)),
                CycleEnd = StoredDay.ToDay(r.GetInt32(1)),
                Kind = (CycleKind)r.GetInt32(2),
                State = (SeatCycleState)r.GetInt32(3),
                Allowance = new(r.GetInt64(4)),
                Granted = new(r.GetInt64(5)),
                Consumed = new(r.GetInt64(6)),
                Overage = new(r.GetInt64(7)),
                Uncovered = new(r.GetInt64(8)),
                Available = Nanodollars.Max(new(r.GetInt64(5) - r.GetInt64(6) - r.GetInt64(9) - r.GetInt64(10)), default),
                Voided = new(r.GetInt64(10)),
                LeftOnTheTable = new(r.GetInt64(11)),
            },
            ("@now", nowMs));
        return row is null ? null : await ProjectedAsync(sql, await WithoutSeatAsync(sql, row, nowMs), organisation, state, nowMs);
    }

    /// <summary>What the account has and no seat's part has.</summary>
    private static async Task<PoolFigures> WithoutSeatAsync(Sql sql, PoolFigures pool, long nowMs)
    {
        var parts = await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(consumed), 0) AS BIGINT), CAST(COALESCE(SUM(overage), 0) AS BIGINT), CAST(COALESCE(SUM(uncovered), 0) AS BIGINT) "
            + "FROM seat_cycle WHERE seat_id > 0 AND account_id = 0 AND start_ms <= @now AND end_ms > @now",
            r => (Consumed: r.GetInt64(0), Overage: r.GetInt64(1), Uncovered: r.GetInt64(2)),
            ("@now", nowMs));
        return pool with
        {
            ConsumedWithoutSeat = new(pool.Consumed.Value - parts.Consumed),
            OverageWithoutSeat = new(pool.Overage.Value - parts.Overage),
            UncoveredWithoutSeat = new(pool.Uncovered.Value - parts.Uncovered),
        };
    }

    private static async Task<PoolFigures> ProjectedAsync(Sql sql, PoolFigures pool, Organisation organisation, BooksState state, long nowMs)
    {
        var setup = organisation.AccountOf(Organisation.PoolAccount);
        var moment = ForecastMoment.At(nowMs, setup.Calendar.ZoneOf(setup.Calendar.At(nowMs)));
        var window = StoredDay.Of(moment.Today) - DailySeries.Window;
        var days = await sql.QueryAsync(
            "SELECT day, covered, available FROM account_day WHERE account_id = 0 AND day >= @from ORDER BY day",
            r => new AccountDay(r.GetInt32(0), r.GetInt64(1), r.GetInt64(2)),
            ("@from", window));
        var older = await sql.FirstAsync("SELECT 1 FROM account_day WHERE account_id = 0 AND day < @day AND covered > 0 LIMIT 1", r => r.GetInt32(0), ("@day", window)) == 1;
        var allocation = pool.Granted - pool.Voided;
        var used = pool.Consumed + pool.Overage + pool.Uncovered;
        var projection = Outlook.Of(moment, pool.CycleStart, pool.CycleEnd, used, allocation, days, older, [], PeerProfile.None, state.OrganisationWidening);
        var (on, all, seats) = await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(CASE WHEN overage_on = @on THEN used ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(used), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN active = @on THEN 1 ELSE 0 END), 0) AS BIGINT) FROM seat_now WHERE account_id = 0",
            r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)),
            ("@on", true));
        return pool with
        {
            Projected = projection.Point,
            ProjectedLow = projection.Low,
            ProjectedHigh = projection.High,
            ExhaustProbability = projection.ExhaustionProbability ?? 0,
            ExhaustDay = projection.ExhaustionDate,
            ActiveDays = projection.ActiveDays,
            Seats = seats,
            ProjectedOverage = pool.Overage + Beyond(projection.Point, allocation, pool, on, all),
        };
    }

    /// <summary>What will go beyond the credit from now on, as far as seats with overage on use it; nobody knows who will, so by what they used so far.</summary>
    private static Nanodollars Beyond(Nanodollars projected, Nanodollars allocation, PoolFigures pool, long on, long all)
    {
        var further = projected - allocation - pool.Overage - pool.Uncovered;
        return allocation.IsPositive && further.IsPositive && all > 0 ? new((long)((Int128)further.Value * on / all)) : default;
    }
}
