using System.Data.Common;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Reads;

namespace Dashboard.Storage.Runbooks;

/// <summary>The accounts that wait for an evaluation, with their crossings so far.</summary>
internal sealed record DueAccounts(IReadOnlyList<DueAccount> Accounts, IReadOnlyDictionary<(int Account, DateOnly Cycle), List<StageState>> States, IReadOnlyDictionary<int, (DateOnly Cycle, HashSet<string> Stages)> Known)
{
    private const string Waiting = "runbook_due", Everybody = "(SELECT seat_id AS account_id FROM seat_now WHERE account_id = seat_id UNION SELECT 0)";

    /// <summary>Reads them. Accounts whose row still shows a cycle that has ended stay due until the books moved on.</summary>
    public static Task<DueAccounts> ReadAsync(Sql sql, long nowMs) => ReadAsync(sql, Waiting, nowMs);

    /// <summary>Reads every account, whether it waits or not.</summary>
    public static Task<DueAccounts> ReadAllAsync(Sql sql, long nowMs) => ReadAsync(sql, Everybody, nowMs);

    private static async Task<DueAccounts> ReadAsync(Sql sql, string due, long nowMs)
    {
        var accounts = await sql.QueryAsync(
            "SELECT d.account_id, n.cycle_start, n.cycle_end, n.end_ms, n.kind, n.state, n.allocated, n.consumed, n.available, n.overage, n.exhaust_probability, n.exhaust_day, n.overage_on, n.active, p.active_days "
            + $"FROM {due} d JOIN seat_now n ON n.seat_id = d.account_id LEFT JOIN projection p ON p.seat_id = n.seat_id "
            + "WHERE n.account_id = n.seat_id AND n.start_ms <= @now AND n.end_ms > @now ORDER BY d.account_id",
            ReadSeat,
            ("@now", nowMs));
        accounts.AddRange(await PoolAsync(sql, due, nowMs));
        accounts.AddRange(await SharesAsync(sql, due, nowMs));
        var states = (await sql.QueryAsync(
                $"SELECT c.account_id, c.cycle_start, c.stage_id, MAX(c.crossing) FROM stage_crossing c JOIN {Read(due)} d ON d.account_id = c.account_id WHERE c.cycle_end > @today GROUP BY c.account_id, c.cycle_start, c.stage_id",
                r => (Key: (r.GetInt32(0), StoredDay.ToDay(r.GetInt32(1))), State: new StageState(r.GetString(2), r.GetInt32(3))),
                ("@today", accounts.Count == 0 ? 0 : StoredDay.Of(accounts.Min(a => a.CycleStart)))))
            .GroupBy(s => s.Key, s => s.State).ToDictionary(g => g.Key, g => g.ToList());
        var known = (await sql.QueryAsync(
                $"SELECT a.account_id, a.cycle_start, a.stages FROM runbook_account a JOIN {Read(due)} d ON d.account_id = a.account_id",
                r => (Account: r.GetInt32(0), Cycle: StoredDay.ToDay(r.GetInt32(1)), Stages: r.GetString(2).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal))))
            .ToDictionary(k => k.Account, k => (k.Cycle, k.Stages));
        return new DueAccounts(accounts, states, known);
    }

    /// <summary>Whether there is nothing new to remember of the stages under which an account was evaluated. Without data nothing is looked at: a stage that is made meanwhile is still new when data come.</summary>
    public bool Remembers(DueAccount account, RunbookRules rules) =>
        Known.TryGetValue(account.AccountId, out var known) && known.Cycle == account.CycleStart && (account.State is SeatState.StaleData || known.Stages.SetEquals(rules.Watched.Select(s => s.Id)));

    /// <summary>Takes the marks away of everything but accounts whose cycle has ended and whose books have not moved on.</summary>
    public static Task<int> DoneAsync(Sql sql, long nowMs) => sql.ExecuteAsync(
        "DELETE FROM runbook_due WHERE account_id NOT IN (SELECT seat_id FROM seat_now WHERE account_id = seat_id AND (end_ms <= @now OR start_ms > @now))", ("@now", nowMs));

    /// <summary>The accounts that are due and, with the shared account, the seats that draw from it.</summary>
    private static string Read(string due) => $"(SELECT w.account_id FROM {due} w UNION SELECT s.seat_id FROM seat_now s WHERE s.account_id = 0 AND EXISTS (SELECT 1 FROM {due} p WHERE p.account_id = 0))";

    /// <summary>The seats' shares of the shared account: whatever changes one of them changes the account.</summary>
    private static Task<List<DueAccount>> SharesAsync(Sql sql, string due, long nowMs) => sql.QueryAsync(
        "SELECT n.seat_id, n.cycle_start, n.cycle_end, n.end_ms, n.kind, n.state, n.allocated, n.used, n.overage_on, n.active "
        + $"FROM {Read(due)} d JOIN seat_now n ON n.seat_id = d.account_id WHERE n.account_id = 0 AND n.seat_id > 0 AND n.start_ms <= @now AND n.end_ms > @now ORDER BY n.seat_id",
        r => new DueAccount
        {
            AccountId = r.GetInt32(0),
            CycleStart = StoredDay.ToDay(r.GetInt32(1)),
            CycleEnd = StoredDay.ToDay(r.GetInt32(2)),
            EndMs = r.GetInt64(3),
            Kind = (CycleKind)r.GetInt32(4),
            State = (SeatState)r.GetInt32(5),
            Reading = DueAccount.ShareOf(new(r.GetInt64(6)), new(r.GetInt64(7))),
            Overage = Nanodollars.Zero,
            OverageOn = r.GetBoolean(8),
            IsActive = r.GetBoolean(9),
        },
        ("@now", nowMs));

    private static DueAccount ReadSeat(DbDataReader r) => new()
    {
        AccountId = r.GetInt32(0),
        CycleStart = StoredDay.ToDay(r.GetInt32(1)),
        CycleEnd = StoredDay.ToDay(r.GetInt32(2)),
        EndMs = r.GetInt64(3),
        Kind = (CycleKind)r.GetInt32(4),
        State = (SeatState)r.GetInt32(5),
        Reading = new AccountReading
        {
            Allocation = new(r.GetInt64(6)),
            Consumed = new(r.GetInt64(7)),
            Available = new(r.GetInt64(8)),
            ExhaustionProbability = r.IsDBNull(10) ? null : r.GetDouble(10),
            ActiveDays = r.IsDBNull(14) ? 0 : r.GetInt32(14),
        },
        Overage = new(r.GetInt64(9)),
        ExhaustionDate = r.IsDBNull(11) ? null : StoredDay.ToDay(r.GetInt32(11)),
        OverageOn = r.GetBoolean(12),
        IsActive = r.GetBoolean(13),
    };

    /// <summary>The shared account, with its own projection: the organisation's is about other credit too.</summary>
    private static async Task<List<DueAccount>> PoolAsync(Sql sql, string due, long nowMs)
    {
        var pool = (await OverviewRead.FiguresAsync(sql))?.Pool;
        return await sql.QueryAsync(
            "SELECT c.cycle_start, c.cycle_end, c.end_ms, c.kind, c.granted, c.consumed, c.granted - c.consumed - c.expired - c.voided, c.overage "
            + $"FROM {due} d JOIN seat_cycle c ON c.seat_id = d.account_id AND c.account_id = d.account_id WHERE d.account_id = 0 AND c.start_ms <= @now AND c.end_ms > @now",
            r => Pool(r, pool is not null && StoredDay.Of(pool.CycleStart) == r.GetInt32(0) && (pool.Granted - pool.Voided).IsPositive ? pool : null),
            ("@now", nowMs));
    }

    private static DueAccount Pool(DbDataReader r, PoolFigures? projected) => new()
    {
        AccountId = 0,
        CycleStart = StoredDay.ToDay(r.GetInt32(0)),
        CycleEnd = StoredDay.ToDay(r.GetInt32(1)),
        EndMs = r.GetInt64(2),
        Kind = (CycleKind)r.GetInt32(3),
        State = SeatState.OnTrack,
        Reading = new AccountReading
        {
            Allocation = new(r.GetInt64(4)),
            Consumed = new(r.GetInt64(5)),
            Available = Nanodollars.Max(new(r.GetInt64(6)), default),
            ExhaustionProbability = projected?.ExhaustProbability,
            ActiveDays = projected?.ActiveDays ?? 0,
        },
        Overage = new(r.GetInt64(7)),
        ExhaustionDate = projected?.ExhaustDay,
        OverageOn = false,
        IsActive = true,
    };
}
