using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>The row of a seat in its running cycle, and its projection.</summary>
internal sealed class SeatNowBuilder(Sql sql, Organisation organisation, BooksState state, SilentSources silent, long nowMs)
{
    private const string Columns =
        "seat_id, email, name, team, cost_centre, plan, search_text, active, account_id, cycle_start, cycle_end, start_ms, end_ms, kind, cycle_state, state, "
        + "allocated, consumed, available, overage, uncovered, expired, voided, used, allowance, left_on_the_table, unpriced_events, last_event_ms, overage_on, overage_cap, "
        + "projected, projected_low, projected_high, projected_overage, exhaust_probability, exhaust_day, used_share, as_of_ms, stale_from_ms";

    private readonly ProjectionStore _projections = new(sql, state.IsOf(organisation, nowMs));
    private readonly PeerProfile _peers = state.Peers;
    private readonly List<object?[]> _rows = [];

    /// <summary>A seat with its own account.</summary>
    /// <param name="seatId">The seat.</param>
    /// <param name="cycles">Its cycles as just derived; the last may be the running one.</param>
    public async Task AddAsync(int seatId, IReadOnlyList<CycleResult> cycles)
    {
        var setup = organisation.AccountOf(seatId);
        var cycle = setup.Calendar.At(nowMs);
        var terms = setup.TermsOf(cycle);
        var result = cycles.Count > 0 && cycles[^1].Cycle.StartMs == cycle.StartMs ? cycles[^1] : null;
        var days = await sql.QueryAsync(
            "SELECT day, covered, available FROM account_day WHERE account_id = @account AND day >= @from ORDER BY day",
            r => new AccountDay(r.GetInt32(0), r.GetInt64(1), r.GetInt64(2)),
            ("@account", seatId),
            ("@from", WindowStart(setup, cycle)));
        var flows = result?.Flows ?? default;
        await AddAsync(new Part(
            organisation.Seats[seatId], seatId, cycle, setup.Calendar.ZoneOf(cycle), terms.Kind, result?.State ?? terms.StateAt(nowMs, terms.Allowance), flows,
            terms.Posts ? flows.Used : result?.CoveredUsage ?? default, result?.Allowance ?? terms.Allowance, result?.LeftOnTheTable ?? default, LastCycleStart(setup, cycle), days));
    }

    /// <summary>A seat that draws from the shared account.</summary>
    /// <param name="seatId">The seat.</param>
    /// <param name="pool">The running cycle of the shared account, as just derived.</param>
    /// <param name="outlook">Its figures, with its own projection.</param>
    /// <param name="setup">Its decisions.</param>
    public async Task AddAsync(int seatId, CycleResult pool, PoolFigures outlook, AccountSetup setup)
    {
        var part = PoolParts.Of(pool).FirstOrDefault(p => p.SeatId == seatId);
        var days = await sql.QueryAsync(
            "SELECT day, covered FROM share_day WHERE seat_id = @seat AND day >= @from ORDER BY day",
            r => new AccountDay(r.GetInt32(0), r.GetInt64(1), 1),
            ("@seat", seatId),
            ("@from", WindowStart(setup, pool.Cycle)));

        // What is left of a share is attribution; how much may still be drawn is the shared account's.
        await AddAsync(new Part(
            organisation.Seats[seatId], Organisation.PoolAccount, pool.Cycle, setup.Calendar.ZoneOf(pool.Cycle), pool.Kind,
            pool.State, part.Flows, part.Flows.Used, part.Share, default, LastCycleStart(setup, pool.Cycle), days) { Pool = outlook });
    }

    /// <summary>Takes the row and the projections of a seat away that is gone.</summary>
    public static async Task RemoveAsync(Sql sql, int seatId)
    {
        foreach (var table in (string[])["seat_now", "projection", "forecast"])
        {
            await sql.ExecuteAsync($"DELETE FROM {table} WHERE seat_id = @seat", ("@seat", seatId));
        }
    }

    public async Task FlushAsync()
    {
        foreach (var chunk in _rows.Chunk(500))
        {
            await sql.ExecuteAsync($"DELETE FROM seat_now WHERE seat_id IN ({string.Join(",", chunk.Select(r => r[0]))})");
            await sql.InsertAsync("seat_now", Columns, chunk);
        }

        _rows.Clear();
        await _projections.FlushAsync();
    }

    private int WindowStart(AccountSetup setup, BillingCycle cycle) => StoredDay.Of(setup.Calendar.DayOf(cycle, nowMs)) - DailySeries.Window;

    private static DateOnly LastCycleStart(AccountSetup setup, BillingCycle cycle) => setup.Calendar.At(cycle.StartMs - 1).StartDay;

    private async Task AddAsync(Part part)
    {
        var seat = part.Seat;
        var moment = ForecastMoment.At(nowMs, part.Zone);
        var projection = await ProjectAsync(part, moment);
        var overage = seat.Overage.At(nowMs);

        // Of a part in the shared account it is what is left of its share, below zero where it drew more; so columns add up to the account's.
        var available = part.Pool is null ? Nanodollars.Max(part.Flows.Available, default) : part.Flows.Available;
        var isActive = seat.IsActiveOn(moment.Today);
        var staleFrom = silent.StaleFrom(seat.Id, await SourcesAsync(part));
        var reading = new SeatReading
        {
            IsEligible = part.State is SeatCycleState.Granted or SeatCycleState.Unclaimed,
            IsClaimed = part.State is not SeatCycleState.Unclaimed,
            IsStale = isActive && staleFrom <= nowMs,
            Allocation = part.Pool?.Granted ?? part.Flows.Granted,
            Available = part.Pool?.Available ?? available,
            Usage = part.Used,
            OverageIsOn = overage.On,
            OverageCapIsReached = overage.Cap is { } cap && part.Flows.Overage >= cap,
            ExhaustionProbability = part.Pool is { } shared ? shared.ExhaustProbability : projection.ExhaustionProbability,
            ExhaustionDate = part.Pool is { } account ? account.ExhaustDay : projection.ExhaustionDate,
        };
        var (unpriced, last) = await UsageAsync(seat.Id, part.Cycle);
        var team = seat.Team.At(nowMs) ?? "";
        var centre = seat.CostCentre.At(nowMs) ?? "";
        _projections.Add(seat.Id, projection, part.Cycle.StartDay, part.Cycle.EndDay);
        _rows.Add([
            seat.Id, seat.Email, seat.Name, team, centre, seat.Plan.At(nowMs), string.Join('\n', seat.Email, seat.Name, team, centre).ToLowerInvariant(),
            isActive, part.AccountId, StoredDay.Of(part.Cycle.StartDay), StoredDay.Of(part.Cycle.EndDay), part.Cycle.StartMs, part.Cycle.EndMs,
            (int)part.Kind, (int)part.State, (int)SeatStates.Of(reading),
            part.Flows.Granted.Value, part.Flows.Consumed.Value, available.Value, part.Flows.Overage.Value, part.Flows.Uncovered.Value,
            part.Flows.Expired.Value, part.Flows.Voided.Value, part.Used.Value, part.Allowance.Value, part.LeftOnTheTable.Value, unpriced, last,
            overage.On, overage.Cap?.Value, projection.Point.Value, projection.Low.Value, projection.High.Value, ProjectedOverage(part, projection, overage).Value,
            reading.ExhaustionProbability, reading.ExhaustionDate is { } day ? StoredDay.Of(day) : null, ShareOf(part), nowMs, staleFrom]);
    }

    private async Task<CycleProjection> ProjectAsync(Part part, ForecastMoment moment)
    {
        var today = StoredDay.Of(moment.Today);
        var older = await HasOlderAsync(part, today - DailySeries.Window);

        // A share runs out for nobody: whether the credit lasts is the shared account's projection.
        var allocation = part.Pool is null ? part.Flows.Granted - part.Flows.Voided : default;
        return Outlook.Of(moment, part.Cycle.StartDay, part.Cycle.EndDay, part.Used, allocation, part.Days, older, await StoppedAsync(part), _peers, state.Widening);
    }

    private async Task<List<DayRange>> StoppedAsync(Part part)
    {
        if (part.AccountId == Organisation.PoolAccount || part.Days.Count == 0)
        {
            return [];
        }

        var cycles = await sql.QueryAsync(
            "SELECT cycle_start, cycle_end, end_ms FROM seat_cycle WHERE seat_id = @seat AND account_id = @seat AND cycle_end > @from AND granted > 0",
            r => (Start: r.GetInt32(0), End: r.GetInt32(1), EndMs: r.GetInt64(2)),
            ("@seat", part.Seat.Id),
            ("@from", part.Days[0].Day));
        return StoppedDays.Of(part.Days, cycles, part.Seat, nowMs);
    }

    /// <summary>The sources of the seat's usage in its running and its last cycle.</summary>
    private Task<List<int>> SourcesAsync(Part part) => SeatSources.ReadAsync(sql, organisation, part.Seat.Id, StoredDay.Of(part.LastCycleStart));

    private async Task<bool> HasOlderAsync(Part part, int day) => await sql.FirstAsync(
        part.AccountId == Organisation.PoolAccount
            ? "SELECT 1 FROM share_day WHERE seat_id = @id AND day < @day AND covered > 0 LIMIT 1"
            : "SELECT 1 FROM account_day WHERE account_id = @id AND day < @day AND covered > 0 LIMIT 1",
        r => r.GetInt32(0),
        ("@id", part.Seat.Id),
        ("@day", day)) == 1;

    private async Task<(long Unpriced, long LastMs)> UsageAsync(int seatId, BillingCycle cycle)
    {
        var unpriced = await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(unpriced_events), 0) AS BIGINT) FROM rollup_seat_day WHERE seat_id = @seat AND day >= @from AND day < @to",
            r => r.GetInt64(0),
            ("@seat", seatId), ("@from", StoredDay.Of(cycle.StartDay)), ("@to", StoredDay.Of(cycle.EndDay)));
        var last = await sql.FirstAsync(
            "SELECT COALESCE(MAX(occurred_at_ms), 0) FROM usage_event WHERE seat_id = @seat AND day = (SELECT MAX(day) FROM rollup_seat_day WHERE seat_id = @seat)",
            r => r.GetInt64(0),
            ("@seat", seatId));
        return (unpriced, last);
    }

    private static Nanodollars ProjectedOverage(Part part, CycleProjection projection, OverageSetting overage)
    {
        if (!overage.On || part.Pool is not null)
        {
            return part.Flows.Overage;
        }

        return part.Kind is CycleKind.Enforced or CycleKind.Shadow ? OverageOutlook.Of(projection, part.Flows.Overage, overage.Cap).Point : part.Flows.Overage;
    }

    private static long ShareOf(Part part) => part.Flows.Granted.IsPositive
        ? (long)Int128.Min((Int128)part.Used.Value * 1_000_000 / part.Flows.Granted.Value, long.MaxValue)
        : 0;

    private sealed record Part(
        Seat Seat, int AccountId, BillingCycle Cycle, TimeZoneInfo Zone, CycleKind Kind, SeatCycleState State, LedgerFlows Flows,
        Nanodollars Used, Nanodollars Allowance, Nanodollars LeftOnTheTable, DateOnly LastCycleStart, List<AccountDay> Days)
    {
        /// <summary>The shared account that the seat draws from.</summary>
        public PoolFigures? Pool { get; init; }
    }
}
