namespace Dashboard.Storage.Books;

/// <summary>Marks of seats whose accounts must be derived again. A mark is written with the change that needs it and deleted with the derivation, so no crash loses it.</summary>
internal static class Touched
{
    private const string OnConflict =
        " ON CONFLICT (seat_id) DO UPDATE SET from_ms = CASE WHEN excluded.from_ms < touched_seat.from_ms THEN excluded.from_ms ELSE touched_seat.from_ms END, version = touched_seat.version + 1";

    public static async Task MarkAsync(Sql sql, IReadOnlyDictionary<int, long> fromMs)
    {
        foreach (var (seat, from) in fromMs)
        {
            await sql.ExecuteAsync("INSERT INTO touched_seat (seat_id, from_ms, version) VALUES (@seat, @from, 1)" + OnConflict, ("@seat", seat), ("@from", from));
        }
    }

    /// <summary>Every seat and the shared account.</summary>
    public static async Task MarkAllAsync(Sql sql, long fromMs)
    {
        await sql.ExecuteAsync("INSERT INTO touched_seat (seat_id, from_ms, version) SELECT id, @from, 1 FROM seat WHERE id > 0" + OnConflict, ("@from", fromMs));
        await MarkAsync(sql, new Dictionary<int, long> { [0] = fromMs });
    }

    /// <summary>The next accounts to derive, the shared account last: what others do may mark it.</summary>
    public static Task<List<(int SeatId, long FromMs)>> NextAsync(Sql sql, int limit) => sql.QueryAsync(
        "SELECT seat_id, from_ms FROM touched_seat ORDER BY seat_id DESC LIMIT @limit", r => (r.GetInt32(0), r.GetInt64(1)), ("@limit", limit));

    /// <summary>Accounts whose figures were derived anew are due for the runbook: marked in the same transaction, before <see cref="DoneAsync"/>.</summary>
    public static Task<int> MarkDueAsync(Sql sql, IEnumerable<int> seats) => sql.ExecuteAsync(
        $"INSERT INTO runbook_due (account_id) SELECT seat_id FROM touched_seat WHERE seat_id IN ({string.Join(",", seats)}) ON CONFLICT (account_id) DO NOTHING");

    public static Task<int> DoneAsync(Sql sql, IEnumerable<int> seats) =>
        sql.ExecuteAsync($"DELETE FROM touched_seat WHERE seat_id IN ({string.Join(",", seats)})");
}
