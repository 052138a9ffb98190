using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>The daily figures of all accounts around a cycle, and the projections that were made of them day by day.</summary>
internal sealed class DryRunHistory
{
    private readonly Sql _sql;
    private readonly Dictionary<int, AccountDay[]> _days;
    private readonly Dictionary<int, int> _firstUse;
    private readonly ILookup<int, (int Start, int End, long EndMs)> _cycles;
    private readonly Dictionary<int, (PeerProfile Peers, double Widening)> _shared = [];

    private DryRunHistory(Sql sql, Dictionary<int, AccountDay[]> days, Dictionary<int, int> firstUse, ILookup<int, (int, int, long)> cycles)
    {
        _sql = sql;
        _days = days;
        _firstUse = firstUse;
        _cycles = cycles;
    }

    /// <summary>Reads from the window of the first day on until the last one (excluded).</summary>
    public static async Task<DryRunHistory> ReadAsync(Sql sql, DateOnly first, DateOnly last)
    {
        var (from, to) = (StoredDay.Of(first) - DailySeries.Window, StoredDay.Of(last));
        var days = (await sql.QueryAsync(
                "SELECT account_id, day, covered, available FROM account_day WHERE account_id > 0 AND day >= @from AND day < @to ORDER BY account_id, day",
                r => (Account: r.GetInt32(0), Day: new AccountDay(r.GetInt32(1), r.GetInt64(2), r.GetInt64(3))), ("@from", from), ("@to", to)))
            .GroupBy(d => d.Account, d => d.Day).ToDictionary(g => g.Key, g => g.ToArray());
        var firstUse = (await sql.QueryAsync("SELECT account_id, MIN(day) FROM account_day WHERE account_id > 0 AND covered > 0 GROUP BY account_id", r => (r.GetInt32(0), r.GetInt32(1))))
            .ToDictionary(f => f.Item1, f => f.Item2);
        var cycles = (await sql.QueryAsync(
                "SELECT seat_id, cycle_start, cycle_end, end_ms FROM seat_cycle WHERE seat_id = account_id AND seat_id > 0 AND granted > 0 AND cycle_end > @from AND cycle_start < @to",
                r => (Seat: r.GetInt32(0), Cycle: (r.GetInt32(1), r.GetInt32(2), r.GetInt64(3))), ("@from", from), ("@to", to)))
            .ToLookup(c => c.Seat, c => c.Cycle);
        return new DryRunHistory(sql, days, firstUse, cycles);
    }

    /// <summary>The projection of a seat at the begin of a day; null when too few days were active for it to decide anything.</summary>
    public async Task<CycleProjection?> ProjectAsync(Seat seat, DryRunAccount account, DateOnly day, long dayStartMs, Nanodollars used, Nanodollars allocation)
    {
        var today = StoredDay.Of(day);
        var days = Before(seat.Id, today);
        if (!allocation.IsPositive || days.Count(d => d.Covered > 0) < Forecaster.LeastActiveDays)
        {
            return null;
        }

        var (peers, widening) = await SharedAsync(today);
        var dry = days.Where(d => d.Day >= StoredDay.Of(account.CycleStart) && d.Available <= 0).Select(d => (int?)d.Day).FirstOrDefault();
        return Forecaster.Project(new ForecastInput
        {
            AsOfMs = dayStartMs,
            Today = day,
            TodayLeft = 1,
            CycleStart = account.CycleStart,
            CycleEnd = account.CycleEnd,
            Consumed = Nanodollars.Max(used, default),
            Allocation = allocation,
            ExhaustedOn = dry is { } on ? StoredDay.ToDay(on) : null,
            Costs = DailySeries.Of(
                day, IsOlder(seat.Id, today), days.Select(d => (d.Day, d.Covered)),
                StoppedDays.Of(days, [.. _cycles[seat.Id].Where(c => c.Start <= today && (days.Count == 0 || c.End > days[0].Day))], seat, dayStartMs)),
            Peers = peers,
            Widening = widening,
        });
    }

    /// <summary>What a day began with for everybody.</summary>
    private async Task<(PeerProfile Peers, double Widening)> SharedAsync(int today)
    {
        if (_shared.TryGetValue(today, out var known))
        {
            return known;
        }

        var series = new List<DailyCosts>(_days.Count);
        foreach (var account in _days.Keys)
        {
            var days = Before(account, today);
            if (days.Any(d => d.Covered > 0))
            {
                series.Add(DailySeries.Of(StoredDay.ToDay(today), IsOlder(account, today), days.Select(d => (d.Day, d.Covered)), []));
            }
        }

        var scored = await ProjectionStore.ScoredAsync(_sql, organisation: false, today - NewDay.ScoredDays, today);
        known = (PeerProfile.Of(series, StoredDay.ToDay(today)), BandWidening.Choose(scored));
        _shared.Add(today, known);
        return known;
    }

    private bool IsOlder(int account, int today) => _firstUse.TryGetValue(account, out var first) && first < today - DailySeries.Window;

    /// <summary>The window before a day.</summary>
    private ArraySegment<AccountDay> Before(int account, int today)
    {
        if (!_days.TryGetValue(account, out var days))
        {
            return ArraySegment<AccountDay>.Empty;
        }

        var (from, to) = (0, days.Length);
        while (from < to && days[from].Day < today - DailySeries.Window)
        {
            from++;
        }

        while (to > from && days[to - 1].Day >= today)
        {
            to--;
        }

        return new ArraySegment<AccountDay>(days, from, to - from);
    }
}
