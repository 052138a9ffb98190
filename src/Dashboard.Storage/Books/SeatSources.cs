using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>
/// Which sources a seat's usage normally comes from: those that brought any since a day. Usage that was there before the name it came under
/// was assigned to the seat says nothing of it: nobody owes the seat more of it until its source brings some.
/// </summary>
internal static class SeatSources
{
    private const string Usage =
        "FROM rollup_seat_day d JOIN usage_event e ON e.day = d.day AND e.seat_id = d.seat_id JOIN import_batch b ON b.id = e.batch_id ";

    private const string Of = "WHERE d.seat_id = @seat AND d.day >= @from AND e.source_id = @source ";

    /// <param name="sql">Where.</param>
    /// <param name="organisation">Says which names were assigned, and when.</param>
    /// <param name="seatId">The seat.</param>
    /// <param name="fromDay">The first day, since 1970-01-01.</param>
    public static async Task<List<int>> ReadAsync(Sql sql, Organisation organisation, int seatId, int fromDay)
    {
        var all = await sql.QueryAsync(
            "SELECT DISTINCT source_id FROM rollup_detail WHERE seat_id = @seat AND day >= @from", r => r.GetInt32(0), ("@seat", seatId), ("@from", fromDay));
        var decisions = DecisionsNaming(organisation.Identities, seatId);
        if (decisions.IsEmpty)
        {
            return all;
        }

        var bookedAt = (await sql.QueryAsync(
            $"SELECT sequence, booked_at_ms FROM decision WHERE sequence IN ({string.Join(',', decisions)})", r => (r.GetInt64(0), r.GetInt64(1)))).ToDictionary(d => d.Item1, d => d.Item2);
        var live = new List<int>();
        foreach (var source in all)
        {
            if (organisation.Sources.GetValueOrDefault(source)?.Seat.Changes.Any(c => c.Value == seatId) == true
                || await IsHeardSinceAsync(sql, seatId, fromDay, source, bookedAt.Values.Max())
                || await IsHeardAsync(sql, organisation.Identities, (seatId, fromDay, source), bookedAt))
            {
                live.Add(source);
            }
        }

        return live;
    }

    /// <summary>The seats that names or rules give usage: of all others every source counts.</summary>
    public static HashSet<int> Named(IdentityMap identities) =>
        [.. identities.Assigned.Values.SelectMany(h => h.Changes).Select(c => c.Value).OfType<int>(), .. identities.Rules.Changes.SelectMany(c => c.Value).Select(r => r.SeatId).OfType<int>()];

    /// <summary>The decisions about names and rules that give the seat usage.</summary>
    private static ImmutableArray<long> DecisionsNaming(IdentityMap identities, int seatId) =>
    [
        .. identities.Assigned.Values.SelectMany(h => h.Changes).Where(c => c.Value == seatId).Select(c => c.Decision),
        .. identities.Rules.Changes.Where(c => c.Value.Any(r => r.SeatId == seatId)).Select(c => c.Decision),
    ];

    /// <summary>Whether the source brought any after all of them: the common case, and mostly found on the last day.</summary>
    private static async Task<bool> IsHeardSinceAsync(Sql sql, int seatId, int fromDay, int source, long bookedAtMs) => await sql.FirstAsync(
        $"SELECT 1 {Usage}{Of}AND b.received_at_ms >= @booked ORDER BY d.day DESC LIMIT 1",
        r => r.GetInt32(0),
        ("@seat", seatId), ("@from", fromDay), ("@source", source), ("@booked", bookedAtMs)) == 1;

    /// <summary>Whether it brought any under a name that was the seat's when it arrived.</summary>
    private static async Task<bool> IsHeardAsync(Sql sql, IdentityMap identities, (int Seat, int FromDay, int Source) of, Dictionary<long, long> bookedAt)
    {
        var said = await sql.QueryAsync(
            $"SELECT a.text, t.text, c.repository, c.workflow, MAX(b.received_at_ms), MAX(e.occurred_at_ms) {Usage}"
            + "JOIN context c ON c.id = e.context_id LEFT JOIN actor a ON a.id = e.actor_id LEFT JOIN tags t ON t.id = e.tags_id "
            + $"{Of}GROUP BY a.text, t.text, c.repository, c.workflow",
            r => (Stated: Stated(r), ReceivedAtMs: r.GetInt64(4), OccurredAtMs: r.GetInt64(5)),
            ("@seat", of.Seat), ("@from", of.FromDay), ("@source", of.Source));
        return said.Any(s => identities.Find(s.Stated, s.OccurredAtMs) is not { } match || DecisionOf(identities, match, s.OccurredAtMs) is not { } decision || s.ReceivedAtMs >= bookedAt.GetValueOrDefault(decision));
    }

    /// <summary>The decision by which usage is whose it is; null when its e-mail is the seat's.</summary>
    private static long? DecisionOf(IdentityMap identities, IdentityMatch match, long atMs) =>
        match.By is not { } name ? identities.Rules.Changes.Last(c => c.FromMs <= atMs).Decision
        : identities.Assigned.TryGetValue(name, out var history) ? history.Changes.Last(c => c.FromMs <= atMs).Decision
        : null;

    private static IReadOnlyList<Identity> Stated(DbDataReader r) => StatedIdentities.Of(
        Text(r, 0), Text(r, 2), Text(r, 3), Text(r, 1) is { } tags ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(tags) : null);

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
