using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Gate;

/// <summary>What the standings were read at: whatever changes them, on any node, changes one of these.</summary>
internal readonly record struct GateVersion(long Decision, long Crossing, long Books, long Reservations, long Erasures)
{
    private const string BooksCounter = "books";

    private const string ReservationCounter = "reservations";

    public static Task<GateVersion> ReadAsync(Sql sql) => sql.FirstAsync(
        "SELECT (SELECT COALESCE(MAX(sequence), 0) FROM decision), (SELECT COALESCE(MAX(id), 0) FROM stage_crossing), "
        + $"COALESCE((SELECT value FROM counter WHERE name = '{BooksCounter}'), 0), COALESCE((SELECT value FROM counter WHERE name = '{ReservationCounter}'), 0), COALESCE((SELECT value FROM counter WHERE name = '{Erasure.Counter}'), 0)",
        r => new GateVersion(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)));

    /// <summary>Figures were derived, in the transaction that derives them.</summary>
    public static Task<int> BooksChangedAsync(Sql sql) => RaiseAsync(sql, BooksCounter);

    /// <summary>A reservation was made or changed, in the transaction that does it.</summary>
    public static Task<int> ReservationsChangedAsync(Sql sql) => RaiseAsync(sql, ReservationCounter);

    private static Task<int> RaiseAsync(Sql sql, string name) => sql.ExecuteAsync(
        "INSERT INTO counter (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1", ("@name", name));
}
