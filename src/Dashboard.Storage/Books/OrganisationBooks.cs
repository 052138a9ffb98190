using System.Data.Common;
using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>The organisation's own figures and projection, stored for the first page.</summary>
internal sealed class OrganisationBooks(Sql sql, Organisation organisation, BooksState state, long nowMs)
{
    public const string FiguresName = "figures";

    /// <summary>Usage without a seat that the shared account posted, from @from to @to (excluded): it is in the account's figures.</summary>
    public const string SharedWithoutSeat =
        "SELECT CAST(COALESCE(SUM(s.covered), 0) AS BIGINT) FROM share_day s WHERE s.seat_id = 0 AND s.day >= @from AND s.day < @to AND EXISTS "
        + "(SELECT 1 FROM seat_cycle c WHERE c.seat_id = 0 AND c.account_id = 0 AND c.kind IN (2, 3) AND c.cycle_start <= s.day AND c.cycle_end > s.day)";

    private readonly TimeZoneInfo _zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));

    public async Task RefreshAsync()
    {
        var (period, start, end) = await PeriodAsync();
        var figures = await FiguresAsync(period, start, end);
        await BooksState.WriteAsync(sql, FiguresName, JsonSerializer.Serialize(figures, BooksJson.Default.OrganisationFigures));
        await ProjectAsync(figures);
    }

    private async Task<(OrganisationPeriod Period, DateOnly Start, DateOnly End)> PeriodAsync()
    {
        var cycles = await sql.QueryAsync(
            "SELECT cycle_start, cycle_end, COUNT(*) FROM seat_now WHERE active = @active GROUP BY cycle_start, cycle_end ORDER BY COUNT(*) DESC, cycle_start",
            r => (Start: r.GetInt32(0), End: r.GetInt32(1), Seats: r.GetInt64(2)),
            ("@active", true));
        var month = CalendarMonth.At(nowMs, _zone).FirstDay;
        return cycles switch
        {
            [var only] => (OrganisationPeriod.SharedCycle, StoredDay.ToDay(only.Start), StoredDay.ToDay(only.End)),
            [var most, ..] when most.Seats * 2 > cycles.Sum(c => c.Seats) => (OrganisationPeriod.MajorityCycle, StoredDay.ToDay(most.Start), StoredDay.ToDay(most.End)),
            _ => (OrganisationPeriod.CalendarMonth, month, month.AddMonths(1)),
        };
    }

    private async Task<OrganisationFigures> FiguresAsync(OrganisationPeriod period, DateOnly start, DateOnly end)
    {
        // Seats in the shared account have shares there: the account itself is what counts, once.
        var seats = await sql.FirstAsync(
            "SELECT COUNT(*), "
            + Sum("CASE WHEN kind = 2 THEN 1 ELSE 0 END") + Sum(Own("allocated")) + Sum(Own("consumed")) + Sum(Own("available")) + Sum(Own("overage"))
            + Sum(Own("CASE WHEN kind = 3 THEN overage ELSE 0 END")) + Sum(Own("uncovered")) + Sum(Own("expired")) + Sum(Own("voided")) + Sum("projected_overage")
            + Sum(Own("CASE WHEN projected < allocated - voided THEN allocated - voided - projected ELSE 0 END"))
            + Sum("CASE WHEN cycle_state = 1 THEN 1 ELSE 0 END") + Sum("CASE WHEN cycle_state = 1 THEN allowance ELSE 0 END") + Sum("left_on_the_table")
            + Sum("CASE WHEN account_id = 0 THEN overage ELSE 0 END", last: true)
            + " FROM seat_now WHERE active = @active OR used > 0 OR allocated > 0",
            r => Enumerable.Range(0, 16).Select(i => r.GetInt64(i)).ToArray(),
            ("@active", true)) ?? new long[16];
        var active = await sql.FirstAsync("SELECT COUNT(*) FROM seat_now WHERE active = @active", r => r.GetInt64(0), ("@active", true));
        var (pool, isPayable) = await PoolAsync();
        var outlook = organisation.HasPool ? await PoolOutlook.ReadAsync(sql, organisation, state, nowMs) : null;
        var isUnclaimed = outlook?.State is SeatCycleState.Unclaimed;
        return new OrganisationFigures
        {
            AsOfMs = nowMs,
            Period = period,
            PeriodStart = start,
            PeriodEnd = end,
            Seats = active,
            ShadowSeats = seats[1],
            Allocated = new(seats[2] + pool.Granted.Value),
            Consumed = new(seats[3] + pool.Consumed.Value),
            Available = new(seats[4] + pool.Available.Value),
            Overage = new(seats[5] + pool.Overage.Value),
            PayableOverage = new(seats[6] + (isPayable ? pool.Overage.Value : 0)),
            Uncovered = new(seats[7] + pool.Uncovered.Value),
            Expired = new(seats[8] + pool.Expired.Value),
            Voided = new(seats[9] + pool.Voided.Value),
            ProjectedOverage = new(seats[10] - seats[15] + (outlook?.ProjectedOverage.Value ?? pool.Overage.Value)),
            Expiring = new(seats[11] + (outlook?.Expiring.Value ?? 0)),
            UnclaimedSeats = seats[12],
            UnclaimedAllowance = new(seats[13] + (isUnclaimed ? outlook!.Allowance.Value : 0)),
            LeftOnTheTable = new(seats[14] + (outlook?.LeftOnTheTable.Value ?? 0)),
            Pool = outlook,
            Unassigned = new(
                await UsageAsync("SELECT CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) FROM rollup_seat_day WHERE seat_id = 0 AND day >= @from AND day < @to", start, end)
                - await UsageAsync(SharedWithoutSeat, start, end)),
            Outside = Nanodollars.Max(
                new(await UsageAsync("SELECT CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) FROM rollup_org_day WHERE day >= @from AND day < @to", start, end)
                    - await UsageAsync("SELECT CAST(COALESCE(SUM(covered), 0) AS BIGINT) FROM books_day WHERE day >= @from AND day < @to", start, end)),
                default),
            Unknown = new(await UsageAsync($"SELECT CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) FROM rollup_org_day WHERE pool = {(int)Pool.Unknown} AND day >= @from AND day < @to", start, end)),
            UnpricedEvents = await UsageAsync("SELECT CAST(COALESCE(SUM(unpriced_events), 0) AS BIGINT) FROM rollup_org_day WHERE day >= @from AND day < @to", start, end),
            NewestEventMs = await sql.FirstAsync(
                "SELECT MAX(occurred_at_ms) FROM usage_event WHERE day = (SELECT MAX(day) FROM rollup_org_day)", r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0)),
        };
    }

    private async Task<(LedgerFlows Flows, bool IsPayable)> PoolAsync() => await sql.FirstAsync(
        "SELECT granted, consumed, overage, uncovered, expired, voided, kind FROM seat_cycle WHERE seat_id = 0 AND account_id = 0 AND start_ms <= @now AND end_ms > @now",
        r => (ReadFlows(r), r.GetInt32(6) == (int)CycleKind.Enforced),
        ("@now", nowMs));

    private async Task ProjectAsync(OrganisationFigures figures)
    {
        var moment = ForecastMoment.At(nowMs, _zone);
        var window = StoredDay.Of(moment.Today) - DailySeries.Window;
        var days = await sql.QueryAsync(
            "SELECT day, covered FROM books_day WHERE day >= @from ORDER BY day",
            r => (Day: r.GetInt32(0), Covered: r.GetInt64(1)),
            ("@from", Math.Min(window, StoredDay.Of(figures.PeriodStart))));
        var older = await sql.FirstAsync("SELECT 1 FROM books_day WHERE day < @from AND covered > 0 LIMIT 1", r => r.GetInt32(0), ("@from", window)) == 1;
        var consumed = days.Where(d => d.Day >= StoredDay.Of(figures.PeriodStart) && d.Day < StoredDay.Of(figures.PeriodEnd)).Sum(d => d.Covered);
        var allocation = figures.Allocated - figures.Voided;
        var projection = Forecaster.Project(new ForecastInput
        {
            AsOfMs = nowMs,
            Today = moment.Today,
            TodayLeft = moment.TodayLeft,
            CycleStart = figures.PeriodStart,
            CycleEnd = figures.PeriodEnd,
            Consumed = new(consumed),
            Allocation = allocation.IsPositive ? allocation : null,
            Costs = DailySeries.Of(moment.Today, older, days.Where(d => d.Day >= window), []),
            Widening = state.OrganisationWidening,
        });
        var store = new ProjectionStore(sql, state.IsOf(organisation, nowMs));
        store.Add(0, projection, figures.PeriodStart, figures.PeriodEnd);
        await store.FlushAsync();
    }

    private Task<long> UsageAsync(string query, DateOnly start, DateOnly end) =>
        sql.FirstAsync(query, r => r.GetInt64(0), ("@from", StoredDay.Of(start)), ("@to", StoredDay.Of(end)));

    private static string Sum(string what, bool last = false) => $"CAST(COALESCE(SUM({what}), 0) AS BIGINT){(last ? "" : ", ")}";

    private static string Own(string what) => $"CASE WHEN account_id = 0 THEN 0 ELSE {what} END";

    private static LedgerFlows ReadFlows(DbDataReader r) => new()
    {
        Granted = new(r.GetInt64(0)),
        Consumed = new(r.GetInt64(1)),
        Overage = new(r.GetInt64(2)),
        Uncovered = new(r.GetInt64(3)),
        Expired = new(r.GetInt64(4)),
        Voided = new(r.GetInt64(5)),
    };
}
