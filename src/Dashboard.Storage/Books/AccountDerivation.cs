using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>Replays accounts from their last good snapshot and replaces what is stored of them. One a transaction.</summary>
internal sealed class AccountDerivation(Sql sql, Organisation organisation, long nowMs)
{
    public const string DayColumns =
        "account_id, day, granted, consumed, overage, uncovered, expired, voided, covered, events, available, at_ms, state";

    public const string CycleColumns =
        "seat_id, account_id, cycle_start, cycle_end, start_ms, end_ms, kind, programme_id, state, ended, granted, consumed, overage, uncovered, expired, voided, covered, adjusted, allowance, left_on_the_table, uncovered_off, uncovered_over_cap, uncovered_unclaimed, uncovered_not_eligible, uncovered_inactive, events, postings";

    private readonly AccountEvents _events = new(organisation);
    private readonly SortedDictionary<int, long[]> _days = [];

    /// <summary>Derives one account from an instant on. Its cycles since the snapshot.</summary>
    public async Task<IReadOnlyList<CycleResult>> DeriveAsync(int accountId, long fromMs)
    {
        var setup = organisation.AccountOf(accountId);
        var from = await SnapshotAsync(accountId, fromMs);

        // A snapshot is a cache: one that fits no more costs a longer replay, never the account.
        from = from?.FitsIn(setup.Calendar) == true ? from : null;
        var events = await _events.ReadAsync(sql, accountId, from?.AtMs ?? 0);
        var result = AccountReplay.Run(setup, events.Select(e => e.Entry), nowMs, from);
        var firstDay = from is null ? int.MinValue : StoredDay.Of(DayBefore(setup, from)) + 1;
        await ReplaceDaysAsync(accountId, firstDay, result.Days);
        await ReplaceCyclesAsync(accountId, from?.CycleStartMs ?? long.MinValue, result.Cycles);
        if (accountId == Organisation.PoolAccount)
        {
            await ReplaceSharesAsync(setup, firstDay, events);
        }

        return result.Cycles;
    }

    /// <summary>Takes an account away whose seat is gone.</summary>
    public async Task RemoveAsync(int accountId)
    {
        await ReplaceDaysAsync(accountId, int.MinValue, []);
        await sql.ExecuteAsync("DELETE FROM seat_cycle WHERE account_id = @account OR seat_id = @account", ("@account", accountId));
        await sql.ExecuteAsync("DELETE FROM share_day WHERE seat_id = @account", ("@account", accountId));
    }

    /// <summary>Applies the differences to the sums of all accounts.</summary>
    public async Task FlushAsync()
    {
        foreach (var (day, sums) in _days.Where(d => d.Value.AsSpan().ContainsAnyExcept(0)))
        {
            await sql.ExecuteAsync(
                "INSERT INTO books_day (day, granted, consumed, overage, uncovered, expired, voided, covered, events) VALUES (@day, @g, @c, @o, @u, @e, @v, @cov, @n) "
                + "ON CONFLICT (day) DO UPDATE SET granted = books_day.granted + excluded.granted, consumed = books_day.consumed + excluded.consumed, overage = books_day.overage + excluded.overage, "
                + "uncovered = books_day.uncovered + excluded.uncovered, expired = books_day.expired + excluded.expired, voided = books_day.voided + excluded.voided, "
                + "covered = books_day.covered + excluded.covered, events = books_day.events + excluded.events",
                ("@day", day), ("@g", sums[0]), ("@c", sums[1]), ("@o", sums[2]), ("@u", sums[3]), ("@e", sums[4]), ("@v", sums[5]), ("@cov", sums[6]), ("@n", sums[7]));
        }

        _days.Clear();
    }

    /// <summary>The rows of an account's cycles, parts in the shared account included.</summary>
    public static IEnumerable<object?[]> CycleRows(int accountId, CycleResult cycle) =>
    [
        Row(accountId, cycle, cycle.Flows, cycle.CoveredUsage, cycle.Allowance),
        .. PoolParts.Of(cycle).Select(p => Row(p.SeatId, cycle, p.Flows, p.Flows.Used, p.Share)),
    ];

    /// <summary>What a day adds to the sums of all accounts.</summary>
    public static long[] SumsOf(DaySnapshot day) =>
    [
        day.Flows.Granted.Value, day.Flows.Consumed.Value, day.Flows.Overage.Value, day.Flows.Uncovered.Value, day.Flows.Expired.Value, day.Flows.Voided.Value,
        day.CoveredUsage.Value, day.Events,
    ];

    /// <summary>The row of a day. The running day goes on: only a whole day is a place to start from.</summary>
    public static object?[] RowOf(int accountId, DaySnapshot day, long[] sums, long asOfMs)
    {
        var isWhole = day.State.AtMs <= asOfMs;
        return
        [
            accountId, StoredDay.Of(day.Day), .. sums.Cast<object?>(), day.State.Flows.Available.Value,
            isWhole ? day.State.AtMs : null, isWhole ? StateCodec.Write(day.State) : null,
        ];
    }

    private static DateOnly DayBefore(AccountSetup setup, AccountState state) =>
        setup.Calendar.DayOf(setup.Calendar.At(state.CycleStartMs), state.AtMs - 1);

    private async Task<AccountState?> SnapshotAsync(int accountId, long fromMs)
    {
        var bytes = await sql.FirstAsync(
            "SELECT state FROM account_day WHERE account_id = @account AND at_ms <= @from ORDER BY day DESC LIMIT 1",
            r => r.GetFieldValue<byte[]>(0),
            ("@account", accountId),
            ("@from", Math.Min(fromMs, nowMs)));
        return bytes is null ? null : StateCodec.Read(bytes);
    }

    private async Task ReplaceDaysAsync(int accountId, int firstDay, IReadOnlyList<DaySnapshot> days)
    {
        var before = await sql.QueryAsync(
            "SELECT day, granted, consumed, overage, uncovered, expired, voided, covered, events FROM account_day WHERE account_id = @account AND day >= @day",
            r => (Day: r.GetInt32(0), Sums: Enumerable.Range(1, 8).Select(i => r.GetInt64(i)).ToArray()),
            ("@account", accountId),
            ("@day", firstDay));
        foreach (var (day, sums) in before)
        {
            Add(day, sums, -1);
        }

        await sql.ExecuteAsync("DELETE FROM account_day WHERE account_id = @account AND day >= @day", ("@account", accountId), ("@day", firstDay));
        var rows = new List<object?[]>(days.Count);
        foreach (var day in days)
        {
            var sums = SumsOf(day);
            Add(StoredDay.Of(day.Day), sums, 1);
            rows.Add(RowOf(accountId, day, sums, nowMs));
        }

        await sql.InsertAsync("account_day", DayColumns, rows);
    }

    private void Add(int day, long[] sums, int sign)
    {
        if (!_days.TryGetValue(day, out var all))
        {
            _days.Add(day, all = new long[8]);
        }

        for (var i = 0; i < all.Length; i++)
        {
            all[i] += sign * sums[i];
        }
    }

    private async Task ReplaceCyclesAsync(int accountId, long fromStartMs, IReadOnlyList<CycleResult> cycles)
    {
        await sql.ExecuteAsync("DELETE FROM seat_cycle WHERE account_id = @account AND start_ms >= @from", ("@account", accountId), ("@from", fromStartMs));
        var rows = cycles.SelectMany(c => CycleRows(accountId, c)).ToList();
        await sql.InsertAsync("seat_cycle", CycleColumns, rows);
    }

    private static object?[] Row(int seatId, CycleResult cycle, LedgerFlows flows, Nanodollars covered, Nanodollars allowance)
    {
        // Reasons, events and postings are the account's own; a part of the shared account has only its amounts.
        var own = seatId == cycle.AccountId;
        var reasons = own ? cycle.Reasons : default;
        return
        [
            seatId, cycle.AccountId, StoredDay.Of(cycle.Cycle.StartDay), StoredDay.Of(cycle.Cycle.EndDay), cycle.Cycle.StartMs, cycle.Cycle.EndMs,
            (int)cycle.Kind, cycle.ProgrammeId, (int)cycle.State, cycle.Ended,
            flows.Granted.Value, flows.Consumed.Value, flows.Overage.Value, flows.Uncovered.Value, flows.Expired.Value, flows.Voided.Value,
            covered.Value, own ? cycle.Adjusted.Value : 0L, allowance.Value, own ? cycle.LeftOnTheTable.Value : 0L,
            reasons.OverageOff.Value, reasons.OverCap.Value, reasons.Unclaimed.Value, reasons.NotEligible.Value, reasons.InactiveSeat.Value,
            own ? cycle.Events : 0L, own ? cycle.Postings : 0L,
        ];
    }

    private async Task ReplaceSharesAsync(AccountSetup setup, int firstDay, List<(UsageEntry Entry, long EventId)> events)
    {
        await sql.ExecuteAsync("DELETE FROM share_day WHERE day >= @day", ("@day", firstDay));
        var sums = new SortedDictionary<(int Seat, int Day), long>();
        var cycle = default(Credits.Cycles.BillingCycle);
        foreach (var (entry, _) in events.Where(e => e.Entry.OccurredAtMs <= nowMs))
        {
            cycle = cycle.Contains(entry.OccurredAtMs) ? cycle : setup.Calendar.At(entry.OccurredAtMs);
            var key = (entry.SeatId, StoredDay.Of(setup.Calendar.DayOf(cycle, entry.OccurredAtMs)));
            sums[key] = sums.GetValueOrDefault(key) + entry.Amount.Value;
        }

        await sql.InsertAsync("share_day", "seat_id, day, covered", [.. sums.Select(s => new object?[] { s.Key.Seat, s.Key.Day, s.Value })]);
    }
}
