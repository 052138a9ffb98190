using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Gate;

/// <summary>
/// Takes off reservations what usage of their sessions took out of the account, in the transaction that derives the account: so the same money is
/// never missing twice, and never missing from both.
/// </summary>
internal static class ReservationUse
{
    /// <summary>Usage of a run may be dated a little before the reservation by another machine's clock.</summary>
    private const int DaysBefore = 2;

    /// <summary>What is stored of a session.</summary>
    public static byte[] HashOf(string session) => SHA256.HashData(Encoding.UTF8.GetBytes(session));

    /// <summary>Looks for usage that these accounts' reservations wait for. Called after the accounts were derived.</summary>
    public static async Task ApplyAsync(Sql sql, AccountEvents events, IReadOnlyCollection<int> accounts, long nowMs)
    {
        var waiting = await sql.QueryAsync(
            $"SELECT id, account_id, seat_id, created_at_ms, session_hash, used, state FROM reservation WHERE state < 3 AND session_hash IS NOT NULL AND account_id IN ({string.Join(",", accounts)})",
            r => (Id: r.GetInt64(0), Account: r.GetInt32(1), Seat: r.GetInt32(2), CreatedMs: r.GetInt64(3), Session: Convert.ToHexString(r.GetFieldValue<byte[]>(4)), Used: r.IsDBNull(5) ? (long?)null : r.GetInt64(5), IsSettled: r.GetInt32(6) == (int)ReservationState.Settled));
        foreach (var seat in waiting.GroupBy(w => (w.Account, w.Seat)))
        {
            var since = seat.Min(w => w.CreatedMs);
            var arrived = (await events.ArrivedAsync(sql, seat.Key.Account, seat.Key.Seat, since, (int)(since / 86_400_000) - DaysBefore, nowMs))
                .ToLookup(e => Convert.ToHexString(HashOf(e.Session)), e => (e.ReceivedMs, e.Covered), StringComparer.Ordinal);
            foreach (var reservation in seat)
            {
                var own = arrived[reservation.Session].Where(e => e.ReceivedMs >= reservation.CreatedMs).ToList();
                if (own.Count == 0)
                {
                    continue;
                }

                // When usage arrives a run that was over has been told of.
                await sql.ExecuteAsync(
                    "UPDATE reservation SET used = @used, state = @state, \"end\" = @end WHERE id = @id",
                    ("@used", own.Sum(e => e.Covered).Value),
                    ("@state", (int)(reservation.IsSettled ? ReservationState.Over : ReservationState.Open)),
                    ("@end", reservation.IsSettled ? (int)ReservationEnd.Settled : null),
                    ("@id", reservation.Id));
            }
        }
    }
}
