using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>An account that has the cycle.</summary>
internal sealed record DryRunAccount(int Id, DateOnly CycleStart, DateOnly CycleEnd, long StartMs, long EndMs, CycleKind Kind)
{
    public static Task<List<DryRunAccount>> ReadAsync(Sql sql, DateOnly cycleStart, long nowMs) => sql.QueryAsync(
        $"SELECT account_id, cycle_end, start_ms, end_ms, kind FROM seat_cycle WHERE cycle_start = @start AND seat_id = account_id AND start_ms <= @now AND kind IN ({(int)CycleKind.Shadow}, {(int)CycleKind.Enforced}) ORDER BY account_id",
        r => new DryRunAccount(r.GetInt32(0), cycleStart, StoredDay.ToDay(r.GetInt32(1)), r.GetInt64(2), r.GetInt64(3), (CycleKind)r.GetInt32(4)),
        ("@start", StoredDay.Of(cycleStart)), ("@now", nowMs));
}
