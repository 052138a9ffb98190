using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Admission;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Gate;

/// <summary>
/// Holds amounts for runs. Each is checked and written inside the writer's transaction, against the stored books and everything that is held, so that
/// callers at the same moment, on several nodes too, never hold more than there is. It only holds: the ledger draws from events alone.
/// </summary>
public sealed class Reservations(Database database)
{
    private const string Columns = "public_id, seat_id, amount, used, created_at_ms, expires_at_ms, state, \"end\", ended_at_ms, holds_until_ms, api_key_id";

    /// <summary>A seat that the gate does not know and lets pass: what it holds is nobody's.</summary>
    private const int Nobody = -1;

    /// <summary>Asks the gate with the amount as the estimate and holds it when the run may start.</summary>
    /// <param name="wanted">What is wanted; checked by the caller.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    public async Task<ReserveResult> ReserveAsync(NewReservation wanted, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted.Amount.Value);
        ReserveResult? result = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                result = await ReserveAsync(sql, wanted, nowMs);
                return result is ReserveResult.Made { IsNew: true };
            },
            cancellationToken);
        return result!;
    }

    /// <summary>The run is over: holds on until its usage arrives, or for so many seconds. Null: there is no such reservation. One that ended otherwise stays as it is.</summary>
    public Task<Reservation?> SettleAsync(string id, int holdSeconds, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(holdSeconds);
        return ChangeAsync(
            id,
            nowMs,
            before => before.State is not ReservationState.Open ? before
                : before.Used is not null || holdSeconds == 0 ? before with { State = ReservationState.Over, End = ReservationEnd.Settled, EndedAtMs = nowMs }
                : before with { State = ReservationState.Settled, EndedAtMs = nowMs, HoldsUntilMs = nowMs + (holdSeconds * 1000L) },
            cancellationToken);
    }

    /// <summary>There will be no run, or a person gives the amount free. Null: there is no such reservation. One that is over stays as it is.</summary>
    public Task<Reservation?> ReleaseAsync(string id, long nowMs, CancellationToken cancellationToken = default) => ChangeAsync(
        id,
        nowMs,
        before => before.State is ReservationState.Over ? before : before with { State = ReservationState.Over, End = ReservationEnd.Released, EndedAtMs = nowMs, HoldsUntilMs = null },
        cancellationToken);

    /// <summary>A reservation as it stands at an instant; null when there is none.</summary>
    public async Task<Reservation?> FindAsync(string id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await FindAsync(sql, id) is { } found ? At(found, nowMs) : null;
    }

    /// <summary>What holds of a seat, oldest first.</summary>
    public async Task<IReadOnlyList<Reservation>> HoldingAsync(int seatId, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var rows = await sql.QueryAsync($"SELECT {Columns} FROM reservation WHERE state < 3 AND seat_id = @seat ORDER BY created_at_ms, id", Read, ("@seat", seatId));
        return [.. rows.Select(r => At(r, nowMs)).Where(r => r.State is not ReservationState.Over)];
    }

    /// <summary>Ends those whose time is over. They hold nothing from their instant on, whether this runs or not. How many there were.</summary>
    public async Task<int> SweepAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        await using (var look = await Sql.OpenAsync(database.Options, cancellationToken))
        {
            if (await look.FirstAsync($"SELECT COUNT(*) FROM reservation WHERE {IsOver}", r => r.GetInt64(0), ("@now", nowMs)) == 0)
            {
                return 0;
            }
        }

        var ended = 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                ended = await SweepAsync(sql, nowMs);
                return ended > 0;
            },
            cancellationToken);
        return ended;
    }

    private const string IsOver = "((state = 1 AND expires_at_ms <= @now) OR (state = 2 AND holds_until_ms <= @now))";

    private static async Task<int> SweepAsync(Sql sql, long nowMs)
    {
        var ended = await sql.ExecuteAsync(
            $"UPDATE reservation SET \"end\" = CASE WHEN state = 1 THEN {(int)ReservationEnd.TimedOut} ELSE {(int)ReservationEnd.Settled} END, ended_at_ms = CASE WHEN state = 1 THEN expires_at_ms ELSE ended_at_ms END, state = 3 WHERE {IsOver}",
            ("@now", nowMs));
        if (ended > 0)
        {
            await GateVersion.ReservationsChangedAsync(sql);
        }

        return ended;
    }

    private async Task<ReserveResult> ReserveAsync(Sql sql, NewReservation wanted, long nowMs)
    {
        var organisation = await database.Decisions.CurrentAsync(sql);
        var seat = organisation.SeatOf(wanted.Email);
        var figures = seat is null ? null : await GateRows.SeatAsync(sql, seat.Id);
        var pool = figures?.AccountId == Organisation.PoolAccount ? await GateRows.PoolAsync(sql, nowMs) : null;
        var account = figures?.AccountId == Organisation.PoolAccount ? pool : figures;
        var accountId = account?.AccountId ?? seat?.Id ?? Nobody;
        var entered = new HashSet<(int Account, string Stage)>();
        foreach (var id in account is null ? [] : new[] { account.AccountId, seat!.Id }.Distinct())
        {
            entered.UnionWith((await GateRows.CrossingsOfAsync(sql, id, account!.CycleStart)).Where(c => c.Crossing % 2 == 1).Select(c => (id, c.StageId)));
        }

        var request = new AdmissionRequest(wanted.Amount, wanted.WaitedSeconds);
        AdmissionAnswer Answer(GateHold[] holds) => Gatekeeper.Answer(
            GateStandingBuilder.Of(organisation, seat, figures, pool, (id, stage) => entered.Contains((id, stage)), holds, database.Gate.IsDeadMan, nowMs), request, nowMs);

        var held = await GateRows.HoldsOfAsync(sql, accountId);
        var idempotency = wanted.IdempotencyKey is null ? null : IdempotencyHash(wanted);
        if (idempotency is not null && await KnownAsync(sql, idempotency) is { } known)
        {
            // Its own hold must not speak against it.
            var made = At(known.Reservation, nowMs);
            var own = held.ToList();
            own.Remove(new GateHold(made.SeatId, made.Held, made.State is ReservationState.Settled ? made.HoldsUntilMs ?? 0 : made.ExpiresAtMs));
            return IsSame(known, wanted, seat?.Id ?? Nobody) ? new ReserveResult.Made(made, Answer([.. own]), false) : new ReserveResult.KeyReused();
        }

        if (await IsTooManyAsync(sql, seat?.Id ?? Nobody, wanted.ApiKeyId, nowMs))
        {
            return new ReserveResult.TooMany();
        }

        var answer = Answer(held);
        if (!answer.MayStart)
        {
            return new ReserveResult.Refused(answer);
        }

        await SweepAsync(sql, nowMs);
        var reservation = new Reservation(
            NewId(), seat?.Id ?? Nobody, wanted.Amount, null, nowMs, nowMs + (wanted.TimeoutSeconds * 1000L), ReservationState.Open, null, null, null, wanted.ApiKeyId);
        await sql.InsertAsync(
            "reservation",
            "id, public_id, seat_id, account_id, amount, created_at_ms, expires_at_ms, session_hash, state, api_key_id, idempotency_hash",
            [[1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM reservation", r => r.GetInt64(0)), reservation.Id, reservation.SeatId, accountId, reservation.Amount.Value, nowMs, reservation.ExpiresAtMs,
                wanted.Session is null ? null : ReservationUse.HashOf(wanted.Session), (int)ReservationState.Open, wanted.ApiKeyId, idempotency]]);
        await GateVersion.ReservationsChangedAsync(sql);
        return new ReserveResult.Made(reservation, answer, true);
    }

    private async Task<Reservation?> ChangeAsync(string id, long nowMs, Func<Reservation, Reservation> change, CancellationToken cancellationToken)
    {
        Reservation? after = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                if (await FindAsync(sql, id) is not { } stored)
                {
                    return false;
                }

                var before = At(stored, nowMs);
                after = change(before);
                if (after == stored)
                {
                    return false;
                }

                await sql.ExecuteAsync(
                    "UPDATE reservation SET state = @state, \"end\" = @end, ended_at_ms = @ended, holds_until_ms = @until WHERE public_id = @id",
                    ("@state", (int)after.State), ("@end", (int?)after.End), ("@ended", after.EndedAtMs), ("@until", after.HoldsUntilMs), ("@id", id));
                await GateVersion.ReservationsChangedAsync(sql);
                return true;
            },
            cancellationToken);
        return after;
    }

    private static Task<bool> IsTooManyAsync(Sql sql, int seatId, int keyId, long nowMs) => sql.FirstAsync(
        $"SELECT COALESCE(SUM(CASE WHEN seat_id = @seat THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN api_key_id = @key THEN 1 ELSE 0 END), 0) FROM reservation WHERE state < 3 AND NOT {IsOver}",
        r => r.GetInt64(0) >= NewReservation.MostOfSeat || r.GetInt64(1) >= NewReservation.MostOfKey,
        ("@seat", seatId), ("@key", keyId), ("@now", nowMs));

    private static Task<(Reservation Reservation, byte[]? Session)?> KnownAsync(Sql sql, byte[] idempotency) => sql.FirstAsync<(Reservation, byte[]?)?>(
        $"SELECT {Columns}, session_hash FROM reservation WHERE idempotency_hash = @hash", r => (Read(r), r.IsDBNull(11) ? null : r.GetFieldValue<byte[]>(11)), ("@hash", idempotency));

    private static bool IsSame((Reservation Reservation, byte[]? Session) known, NewReservation wanted, int seatId) =>
        known.Reservation.SeatId == seatId
        && known.Reservation.Amount == wanted.Amount
        && known.Reservation.ExpiresAtMs - known.Reservation.CreatedAtMs == wanted.TimeoutSeconds * 1000L
        && (wanted.Session is null ? known.Session is null : known.Session is not null && ReservationUse.HashOf(wanted.Session).AsSpan().SequenceEqual(known.Session));

    private static Task<Reservation?> FindAsync(Sql sql, string id) => sql.FirstAsync($"SELECT {Columns} FROM reservation WHERE public_id = @id", Read, ("@id", id));

    /// <summary>What time alone has made of it.</summary>
    private static Reservation At(Reservation stored, long nowMs) => stored switch
    {
        { State: ReservationState.Open } when stored.ExpiresAtMs <= nowMs => stored with { State = ReservationState.Over, End = ReservationEnd.TimedOut, EndedAtMs = stored.ExpiresAtMs },
        { State: ReservationState.Settled } when stored.HoldsUntilMs <= nowMs => stored with { State = ReservationState.Over, End = ReservationEnd.Settled },
        _ => stored,
    };

    private static byte[] IdempotencyHash(NewReservation wanted) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{wanted.ApiKeyId}\n{wanted.IdempotencyKey}")));

    private static string NewId() => "rsv_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    private static Reservation Read(DbDataReader r) => new(
        r.GetString(0), r.GetInt32(1), new(r.GetInt64(2)), r.IsDBNull(3) ? null : new Nanodollars(r.GetInt64(3)), r.GetInt64(4), r.GetInt64(5), (ReservationState)r.GetInt32(6),
        r.IsDBNull(7) ? null : (ReservationEnd)r.GetInt32(7), r.IsDBNull(8) ? null : r.GetInt64(8), r.IsDBNull(9) ? null : r.GetInt64(9), r.GetInt32(10));
}
