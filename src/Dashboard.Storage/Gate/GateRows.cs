using System.Data.Common;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Gate;

/// <summary>Reads what the gate looks at: of all seats for the memory, of one inside the transaction that reserves.</summary>
internal static class GateRows
{
    private const string SeatColumns = "SELECT seat_id, account_id, cycle_start, start_ms, end_ms, kind, cycle_state, allocated, consumed, available, overage, state FROM seat_now";

    private const string Holding = "SELECT account_id, seat_id, amount - COALESCE(used, 0), CASE WHEN state = 1 THEN expires_at_ms ELSE COALESCE(holds_until_ms, 0) END FROM reservation WHERE state < 3";

    public static Task<List<(int SeatId, GateFigures Figures)>> SeatsAsync(Sql sql) => sql.QueryAsync(SeatColumns, ReadSeat);

    public static async Task<GateFigures?> SeatAsync(Sql sql, int seatId) => (await sql.QueryAsync($"{SeatColumns} WHERE seat_id = @seat", ReadSeat, ("@seat", seatId))).FirstOrDefault().Figures;

    /// <summary>The shared account in the cycle of an instant; null when there is none.</summary>
    public static Task<GateFigures?> PoolAsync(Sql sql, long nowMs) => sql.FirstAsync(
        "SELECT cycle_start, start_ms, end_ms, kind, state, granted, consumed, granted - consumed - expired - voided, overage FROM seat_cycle WHERE seat_id = 0 AND account_id = 0 AND start_ms <= @now AND end_ms > @now",
        r => new GateFigures
        {
            AccountId = 0,
            CycleStart = StoredDay.ToDay(r.GetInt32(0)),
            StartMs = r.GetInt64(1),
            EndMs = r.GetInt64(2),
            Kind = (CycleKind)r.GetInt32(3),
            State = (SeatCycleState)r.GetInt32(4),
            Allocation = new(r.GetInt64(5)),
            Consumed = new(r.GetInt64(6)),
            Available = new(r.GetInt64(7)),
            Overage = new(r.GetInt64(8)),
        },
        ("@now", nowMs));

    /// <summary>The newest crossing of each stage that was crossed after one, by account and cycle.</summary>
    public static Task<List<(int AccountId, DateOnly CycleStart, string StageId, int Crossing)>> CrossingsAfterAsync(Sql sql, long id) => sql.QueryAsync(
        "SELECT account_id, cycle_start, stage_id, MAX(crossing) FROM stage_crossing WHERE id > @id GROUP BY account_id, cycle_start, stage_id", ReadCrossing, ("@id", id));

    /// <summary>The same of the running cycles of all accounts.</summary>
    public static async Task<List<(int AccountId, DateOnly CycleStart, string StageId, int Crossing)>> CrossingsAsync(Sql sql, GateFigures? pool)
    {
        var all = await sql.QueryAsync(
            "SELECT c.account_id, c.cycle_start, c.stage_id, MAX(c.crossing) FROM seat_now n JOIN stage_crossing c ON c.account_id = n.seat_id AND c.cycle_start = n.cycle_start GROUP BY c.account_id, c.cycle_start, c.stage_id",
            ReadCrossing);
        return pool is null ? all : [.. all, .. await CrossingsOfAsync(sql, 0, pool.CycleStart)];
    }

    /// <summary>The same of one account in one cycle.</summary>
    public static Task<List<(int AccountId, DateOnly CycleStart, string StageId, int Crossing)>> CrossingsOfAsync(Sql sql, int accountId, DateOnly cycleStart) => sql.QueryAsync(
        "SELECT account_id, cycle_start, stage_id, MAX(crossing) FROM stage_crossing WHERE account_id = @account AND cycle_start = @cycle GROUP BY account_id, cycle_start, stage_id",
        ReadCrossing, ("@account", accountId), ("@cycle", StoredDay.Of(cycleStart)));

    public static Task<List<(int AccountId, GateHold Hold)>> HoldsAsync(Sql sql) => sql.QueryAsync(Holding, ReadHold);

    public static async Task<GateHold[]> HoldsOfAsync(Sql sql, int accountId) =>
        [.. (await sql.QueryAsync($"{Holding} AND account_id = @account", ReadHold, ("@account", accountId))).Select(h => h.Hold)];

    private static (int SeatId, GateFigures Figures) ReadSeat(DbDataReader r) => (r.GetInt32(0), new GateFigures
    {
        AccountId = r.GetInt32(1),
        CycleStart = StoredDay.ToDay(r.GetInt32(2)),
        StartMs = r.GetInt64(3),
        EndMs = r.GetInt64(4),
        Kind = (CycleKind)r.GetInt32(5),
        State = (SeatCycleState)r.GetInt32(6),
        Allocation = new(r.GetInt64(7)),
        Consumed = new(r.GetInt64(8)),
        Available = new(r.GetInt64(9)),
        Overage = new(r.GetInt64(10)),
        IsStale = (SeatState)r.GetInt32(11) is SeatState.StaleData,
    });

    private static (int AccountId, DateOnly CycleStart, string StageId, int Crossing) ReadCrossing(DbDataReader r) => (r.GetInt32(0), StoredDay.ToDay(r.GetInt32(1)), r.GetString(2), r.GetInt32(3));

    private static (int AccountId, GateHold Hold) ReadHold(DbDataReader r) => (r.GetInt32(0), new GateHold(r.GetInt32(1), Nanodollars.Max(default, new(r.GetInt64(2))), r.GetInt64(3)));
}
