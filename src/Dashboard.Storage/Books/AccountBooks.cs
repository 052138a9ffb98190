using Dashboard.Storage.Decisions;
using Dashboard.Storage.Gate;

namespace Dashboard.Storage.Books;

/// <summary>
/// Keeps ledger figures, snapshots and projections in step with usage and decisions. Whoever changed something calls
/// <see cref="CatchUpAsync"/> after its commit; a timer calls <see cref="RollForwardAsync"/>. Both may be called at any time, by any
/// process: what is to be done stands in the database, and doing it twice changes nothing.
/// </summary>
public sealed class AccountBooks(Database database)
{
    /// <summary>Accounts a transaction: writers of usage wait no longer than one of them takes.</summary>
    private const int ChunkSize = 200;

    /// <summary>Derives every account that usage or decisions have touched. How many accounts that were.</summary>
    /// <param name="nowMs">Until when the ledger is replayed, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    public async Task<int> CatchUpAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        var total = 0;
        var done = 1;
        while (done > 0 && await IsAnyTouchedAsync(cancellationToken))
        {
            await database.Writer.RunAloneAsync(
                async job =>
                {
                    await using var sql = job.Tables.AsSql();
                    done = await DeriveNextAsync(sql, nowMs);
                    return done > 0;
                },
                cancellationToken);
            total += done;
        }

        return total;
    }

    /// <summary>
    /// Follows time: opens and ends cycles, lets decisions and usage that were dated ahead take effect, and makes the day's projections. Does
    /// nothing when nothing is due; also the pass at start, for what a crash left behind.
    /// </summary>
    public async Task<int> RollForwardAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        var arrived = await ArrivedAsync(nowMs, cancellationToken);

        // A new day takes the organisation's weekdays and rate from the ledger as it then stands, so what waits is derived before.
        var waiting = await MarkWaitingAsync(arrived, nowMs, cancellationToken) ? await CatchUpAsync(nowMs, cancellationToken) : 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var organisation = await database.Decisions.CurrentAsync(sql);
                if (!organisation.IsCreated)
                {
                    return false;
                }

                var state = await BooksState.ReadAsync(sql);
                var today = BooksState.DayAt(organisation, nowMs);
                state = state.Day == today ? state : await NewDay.BeginAsync(sql, state, today);
                await MarkDueAsync(sql, arrived, state.LastRunMs, nowMs);
                var silent = (await SilentSources.ReadAsync(sql, organisation, nowMs)).At(nowMs);
                await MarkStaleAsync(sql, nowMs, isAnyHeard: state.Silent.Except(silent).Any());
                await (state with { LastRunMs = Math.Max(state.LastRunMs, nowMs), Silent = [.. silent] }).WriteAsync(sql);
                return true;
            },
            cancellationToken);
        return waiting + await CatchUpAsync(nowMs, cancellationToken);
    }

    /// <summary>Throws everything derived away and derives it again from usage and decisions.</summary>
    public async Task RebuildAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                foreach (var table in (string[])["account_day", "share_day", "books_day", "seat_cycle", "seat_now", "projection"])
                {
                    await sql.ExecuteAsync($"DELETE FROM {table}");
                }

                await Touched.MarkAllAsync(sql, 0);
                return true;
            },
            cancellationToken);
        await RollForwardAsync(nowMs, cancellationToken);
    }

    /// <summary>Marks what is due when a day has not begun yet; false when it has.</summary>
    private async Task<bool> MarkWaitingAsync(Dictionary<int, long> arrived, long nowMs, CancellationToken cancellationToken)
    {
        var isNewDay = false;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var organisation = await database.Decisions.CurrentAsync(sql);
                var state = await BooksState.ReadAsync(sql);
                isNewDay = organisation.IsCreated && state.Day != BooksState.DayAt(organisation, nowMs);
                if (isNewDay)
                {
                    await MarkDueAsync(sql, arrived, state.LastRunMs, nowMs);
                }

                return isNewDay;
            },
            cancellationToken);
        return isNewDay;
    }

    /// <summary>
    /// The seats whose usage was dated ahead of its arrival and whose instant has come since time was followed last, with the earliest such
    /// instant. What comes in meanwhile is marked by its writer; so this reads beside the writers and holds none of them up.
    /// </summary>
    private async Task<Dictionary<int, long>> ArrivedAsync(long nowMs, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        if (!organisation.IsCreated)
        {
            return [];
        }

        var last = (await BooksState.ReadAsync(sql)).LastRunMs;
        var seats = await sql.QueryAsync(
            "SELECT e.seat_id, MIN(e.occurred_at_ms) FROM usage_event e JOIN import_batch b ON b.id = e.batch_id "
            + "WHERE e.day >= @from AND e.day <= @to AND e.occurred_at_ms > @last AND e.occurred_at_ms <= @now AND e.occurred_at_ms > b.received_at_ms AND e.seat_id >= 0 GROUP BY e.seat_id",
            r => (Seat: r.GetInt32(0), From: r.GetInt64(1)),
            ("@from", last > 0 ? BooksState.DayAt(organisation, last) - 1 : int.MinValue),
            ("@to", BooksState.DayAt(organisation, nowMs) + 1),
            ("@last", last),
            ("@now", nowMs));
        return seats.ToDictionary(s => s.Seat, s => s.From);
    }

    private static async Task MarkDueAsync(Sql sql, Dictionary<int, long> arrived, long lastMs, long nowMs)
    {
        await Touched.MarkAsync(sql, arrived);
        var seats = await sql.QueryAsync("SELECT seat_id, end_ms FROM seat_now WHERE end_ms <= @now", r => (Seat: r.GetInt32(0), From: r.GetInt64(1)), ("@now", nowMs));
        await Touched.MarkAsync(sql, seats.ToDictionary(s => s.Seat, s => s.From));
        var due = await sql.QueryAsync(
            "SELECT subject, MIN(effective_at_ms) FROM decision WHERE effective_at_ms > @last AND effective_at_ms <= @now AND booked_at_ms < effective_at_ms GROUP BY subject",
            r => (Subject: r.GetString(0), From: r.GetInt64(1)),
            ("@last", lastMs),
            ("@now", nowMs));
        foreach (var (subject, from) in due)
        {
            if (subject.StartsWith("seat:", StringComparison.Ordinal))
            {
                await Touched.MarkAsync(sql, new Dictionary<int, long> { [int.Parse(subject.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture)] = from });
            }
            else if (subject == "organisation")
            {
                await Touched.MarkAllAsync(sql, from);
            }
        }
    }

    /// <summary>Seats whose data have become stale since their row was made, and, once a silent source was heard again, all that were stale.</summary>
    private static async Task MarkStaleAsync(Sql sql, long nowMs, bool isAnyHeard)
    {
        var seats = await sql.QueryAsync(
            "SELECT seat_id FROM seat_now WHERE stale_from_ms <= @now AND (stale_from_ms > as_of_ms OR @heard)", r => r.GetInt32(0), ("@now", nowMs), ("@heard", isAnyHeard));
        await Touched.MarkAsync(sql, seats.ToDictionary(s => s, _ => long.MaxValue));
    }

    private async Task<bool> IsAnyTouchedAsync(CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync("SELECT COUNT(*) FROM touched_seat WHERE EXISTS (SELECT 1 FROM decision WHERE kind = 'organisation-created')", r => r.GetInt64(0)) > 0;
    }

    private async Task<int> DeriveNextAsync(Sql sql, long nowMs)
    {
        var organisation = await database.Decisions.CurrentAsync(sql);
        var touched = organisation.IsCreated ? await Touched.NextAsync(sql, ChunkSize) : [];
        if (touched.Count == 0)
        {
            return 0;
        }

        var hasPool = organisation.HasPool;
        if (hasPool && touched.All(t => t.SeatId != Organisation.PoolAccount))
        {
            await Touched.MarkAsync(sql, new Dictionary<int, long> { [Organisation.PoolAccount] = touched.Min(t => t.FromMs) });
        }
        else if (hasPool)
        {
            var from = touched.Min(t => t.FromMs);
            touched = [.. touched.Select(t => t.SeatId == Organisation.PoolAccount ? (t.SeatId, from) : t)];
        }

        var state = await BooksState.ReadAsync(sql);
        var accounts = new AccountDerivation(sql, organisation, nowMs);
        var seats = new SeatNowBuilder(sql, organisation, state, await SilentSources.ReadAsync(sql, organisation, nowMs), nowMs);
        foreach (var (seat, from) in touched)
        {
            if (seat == Organisation.PoolAccount)
            {
                await DerivePoolAsync(sql, organisation, state, accounts, seats, from, nowMs, hasPool);
            }
            else if (!organisation.Seats.ContainsKey(seat))
            {
                await accounts.RemoveAsync(seat);
                await SeatNowBuilder.RemoveAsync(sql, seat);
            }
            else
            {
                var cycles = await accounts.DeriveAsync(seat, from);
                if (!hasPool || !organisation.AccountOf(seat).DrawsFromPool(nowMs))
                {
                    await seats.AddAsync(seat, cycles);
                }
            }
        }

        await accounts.FlushAsync();
        await seats.FlushAsync();
        await ReservationUse.ApplyAsync(sql, new AccountEvents(organisation), [.. touched.Select(t => t.SeatId)], nowMs);
        await GateVersion.BooksChangedAsync(sql);
        await Touched.MarkDueAsync(sql, touched.Select(t => t.SeatId));
        await Touched.DoneAsync(sql, touched.Select(t => t.SeatId));
        if ((await Touched.NextAsync(sql, 1)).Count == 0)
        {
            await new OrganisationBooks(sql, organisation, state, nowMs).RefreshAsync();
        }

        return touched.Count;
    }

    private static async Task DerivePoolAsync(Sql sql, Organisation organisation, BooksState state, AccountDerivation accounts, SeatNowBuilder seats, long from, long nowMs, bool hasPool)
    {
        if (!hasPool)
        {
            return;
        }

        var cycles = await accounts.DeriveAsync(Organisation.PoolAccount, from);
        var setup = organisation.AccountOf(Organisation.PoolAccount);
        if (cycles.Count == 0 || !cycles[^1].Cycle.Contains(nowMs))
        {
            return;
        }

        var outlook = await PoolOutlook.ReadAsync(sql, organisation, state, nowMs);
        foreach (var seat in organisation.Seats.Keys.Order())
        {
            if (outlook is not null && organisation.AccountOf(seat).DrawsFromPool(nowMs))
            {
                await seats.AddAsync(seat, cycles[^1], outlook, setup);
            }
        }
    }
}
