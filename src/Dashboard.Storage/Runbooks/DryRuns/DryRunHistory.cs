using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>The daily figures of all accounts before a cycle, what each of its days began with for everybody, and the projections that were made of them.</summary>
internal sealed class DryRunHistory
{
    private readonly Dictionary<int, AccountDay[]> _days;
    private readonly Dictionary<int, int> _firstUse;
    private readonly ILookup<int, (int Start, int End, long EndMs)> _cycles;
    private readonly Dictionary<int, BooksState> _shared = [];

    private DryRunHistory(Dictionary<int, AccountDay[]> days, Dictionary<int, int> firstUse, ILookup<int, (int, int, long)> cycles)
    {
        _days = days;
        _firstUse = firstUse;
        _cycles = cycles;
    }

    /// <summary>Reads from the window of the first day on until the last one (excluded).</summary>
    /// <param name="sql">The database.</param>
    /// <param name="usage">What was known of the cycle's days when.</param>
    /// <param name="zone">Whose days.</param>
    /// <param name="first">The cycle's first day.</param>
    /// <param name="last">The first day that no account of the cycle has any more.</param>
    public static async Task<DryRunHistory> ReadAsync(Sql sql, DryRunUsage usage, TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        var (from, start, to) = (StoredDay.Of(first) - DailySeries.Window, StoredDay.Of(first), StoredDay.Of(last));
        var days = (await sql.QueryAsync(
                "SELECT account_id, day, covered, available FROM account_day WHERE day >= @from AND day < @to ORDER BY account_id, day",
                r => (Account: r.GetInt32(0), Day: new AccountDay(r.GetInt32(1), r.GetInt64(2), r.GetInt64(3))), ("@from", from), ("@to", start)))
            .GroupBy(d => d.Account, d => d.Day).ToDictionary(g => g.Key, g => g.ToArray());
        var firstUse = (await sql.QueryAsync("SELECT account_id, MIN(day) FROM account_day WHERE covered > 0 GROUP BY account_id", r => (r.GetInt32(0), r.GetInt32(1))))
            .ToDictionary(f => f.Item1, f => f.Item2);
        var cycles = (await sql.QueryAsync(
                "SELECT seat_id, cycle_start, cycle_end, end_ms FROM seat_cycle WHERE seat_id = account_id AND seat_id > 0 AND granted > 0 AND cycle_end > @from AND cycle_start < @to",
                r => (Seat: r.GetInt32(0), Cycle: (r.GetInt32(1), r.GetInt32(2), r.GetInt64(3))), ("@from", from), ("@to", to)))
            .ToLookup(c => c.Seat, c => c.Cycle);
        var history = new DryRunHistory(days, firstUse, cycles);
        await history.BeginDaysAsync(sql, usage, zone, start, to);
        return history;
    }

    /// <summary>The projection of an account at an instant, by its days of the cycle as they are known.</summary>
    public CycleProjection Project(Seat? seat, DryRunAccount account, TimeZoneInfo zone, long atMs, LedgerFlows flows, IReadOnlyCollection<AccountDay> known)
    {
        var moment = ForecastMoment.At(atMs, zone);
        var today = StoredDay.Of(moment.Today);
        var days = new List<AccountDay>(DailySeries.Window + 1);
        days.AddRange(_days.GetValueOrDefault(account.Id, []).SkipWhile(d => d.Day < today - DailySeries.Window));
        days.AddRange(known);
        var shared = _shared.GetValueOrDefault(today) ?? new BooksState();
        var isOlder = IsOlder(account.Id, today);
        var allocation = flows.Granted - flows.Voided;
        return seat is null
            ? Outlook.Of(moment, account.CycleStart, account.CycleEnd, flows.Used, allocation, days, isOlder, [], PeerProfile.None, shared.OrganisationWidening)
            : Outlook.Of(
                moment, account.CycleStart, account.CycleEnd, flows.Used, allocation, days, isOlder,
                days.Count == 0 ? [] : StoppedDays.Of(days, [.. _cycles[seat.Id].Where(c => c.Start <= today && c.End > days[0].Day)], seat, atMs), shared.Peers, shared.Widening);
    }

    /// <summary>What each day began with for everybody, of what was known at its first instant.</summary>
    private async Task BeginDaysAsync(Sql sql, DryRunUsage usage, TimeZoneInfo zone, int first, int last)
    {
        var known = usage.Accounts.Where(a => a > 0).ToDictionary(a => a, a => (Next: 0, Days: new SortedDictionary<int, long>()));
        for (var today = first; today < last; today++)
        {
            var day = StoredDay.ToDay(today);
            var at = ZoneDays.FirstInstantOf(day, zone);
            foreach (var account in known.Keys.ToList())
            {
                var (next, days) = known[account];
                for (var covered = usage.CoveredOf(account); next < covered.Length && covered[next].KnownMs <= at; next++)
                {
                    days[covered[next].Day] = days.GetValueOrDefault(covered[next].Day) + covered[next].Entry.Amount.Value;
                }

                known[account] = (next, days);
            }

            var series = new List<DailyCosts>(_days.Count);
            foreach (var account in _days.Keys.Union(known.Keys).Where(a => a > 0).Order())
            {
                var days = _days.GetValueOrDefault(account, []).Where(d => d.Day >= today - DailySeries.Window).Select(d => (d.Day, d.Covered))
                    .Concat(known.TryGetValue(account, out var own) ? own.Days.Where(d => d.Key >= first && d.Key < today).Select(d => (Day: d.Key, Covered: d.Value)) : []).Where(d => d.Covered > 0).ToList();
                if (days.Count > 0)
                {
                    series.Add(DailySeries.Of(day, IsOlder(account, today), days, []));
                }
            }

            var seats = await ProjectionStore.ScoredAsync(sql, organisation: false, today - NewDay.ScoredDays, today);
            var pool = await ProjectionStore.ScoredAsync(sql, organisation: true, today - NewDay.ScoredDays, today);
            _shared.Add(today, NewDay.Of(new BooksState(), day, series, seats, pool));
        }
    }

    private bool IsOlder(int account, int today) => _firstUse.TryGetValue(account, out var first) && first < today - DailySeries.Window;
}
