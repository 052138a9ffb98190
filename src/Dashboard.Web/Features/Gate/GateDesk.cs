using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Gate;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Gate;

/// <summary>The gate on the page of a seat: what it answers now, and what is held.</summary>
internal sealed class GateDesk(Database database, GateWatch watch, TimeProvider time)
{
    /// <summary>What the gate says of a seat now; null when there is no such seat, or none that the caller may see.</summary>
    public async Task<GateView?> ReadAsync(int seatId, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSeats);
        var now = time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        var organisation = await database.Decisions.CurrentAsync();
        if (!organisation.Seats.TryGetValue(seatId, out var seat) || !caller.Access.Can(Right.SeeSeats, seat, nowMs))
        {
            return null;
        }

        var reading = database.Gate.Ask(seat.Email, default, nowMs);
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
        string At(long ms) => Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(ms), now, zone);
        var spoken = reading.Answer.Would ?? reading.Answer;
        return new GateView
        {
            Decision = reading.Answer.Decision,
            Would = reading.Answer.Would is { } would ? $"If the programme were live: {GateWords.Of(would.Decision).ToLowerInvariant()}." : null,
            Why = GateWords.Of(spoken),
            Reason = GateBody.WordOf(spoken.Reason),
            Rows =
            [
                .. spoken.Balance is { } balance ? [new KeyValue("Balance for new runs", Show.Money(balance), Show.Exact(balance))] : Array.Empty<KeyValue>(),
                .. spoken.StageId is { } stage ? [new KeyValue("Stage", stage)] : Array.Empty<KeyValue>(),
                .. spoken.Model is { } model ? [new KeyValue("Model", model)] : Array.Empty<KeyValue>(),
                .. spoken.ResetMs is { } reset ? [new KeyValue("Next cycle", At(reset))] : Array.Empty<KeyValue>(),
                new KeyValue("As of", At(reading.AsOfMs)),
            ],
            Reservations = [.. (await database.Reservations.HoldingAsync(seatId, nowMs)).Select(r => new GateHoldLine(
                r.Id, Show.Amount(r.Held), Show.Exact(r.Amount), r.State is ReservationState.Settled ? "waits for its usage" : "running", At(r.CreatedAtMs), At(r.State is ReservationState.Settled ? r.HoldsUntilMs ?? r.ExpiresAtMs : r.ExpiresAtMs)))],
            MayRelease = caller.Access.Can(Right.AnswerAlerts, seat, nowMs),
        };
    }

    /// <summary>Gives what a reservation holds free, with an entry in the audit log; false when it was over already or is not of this seat.</summary>
    public async Task<bool> ReleaseAsync(int seatId, string id, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var organisation = await database.Decisions.CurrentAsync();
        if (!organisation.Seats.TryGetValue(seatId, out var seat))
        {
            return false;
        }

        caller.Require(Right.AnswerAlerts, seat, now);
        if (await database.Reservations.FindAsync(id, now) is not { } found || found.SeatId != seatId || found.State is ReservationState.Over)
        {
            return false;
        }

        await database.Audit.AppendAsync(
            new AuditEvent("reservation-released", string.Create(CultureInfo.InvariantCulture, $"seat:{seatId}"), caller.Actor, Before: new JsonObject { ["heldUsd"] = found.Held.ToString() }.ToJsonString()), now);
        await database.Reservations.ReleaseAsync(id, now);
        await watch.RefreshAsync(CancellationToken.None);
        return true;
    }
}
