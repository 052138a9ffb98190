using Dashboard.Storage.Gate;
using Dashboard.Web.Features.Api;

namespace Dashboard.Web.Features.Gate;

/// <summary>A reservation on the wire.</summary>
/// <param name="Id">For settle, release and look.</param>
/// <param name="State"><c>open</c>, <c>settled</c> (it holds on until its usage arrives) or <c>over</c>.</param>
/// <param name="End">How it ended: <c>settled</c>, <c>released</c>, <c>timed-out</c>.</param>
/// <param name="Amount">What was reserved, USD.</param>
/// <param name="Held">What it holds now, USD.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends unless it is settled or released before.</param>
/// <param name="HoldsUntil">Until when a settled one holds on at the longest.</param>
/// <param name="Decision">When it is made: what the gate says to the run.</param>
/// <param name="Gate">The whole answer of the gate, when it is made.</param>
internal sealed record ReservationBody(
    string Id, string State, string? End, string Amount, string Held, string CreatedAt, string ExpiresAt, string? HoldsUntil, string? Decision, GateBody? Gate)
{
    public static ReservationBody Of(Reservation r, GateBody? gate = null) => new(
        r.Id,
        ApiText.Word(r.State),
        r.End is { } end ? ApiText.Word(end) : null,
        ApiText.Money(r.Amount),
        ApiText.Money(r.Held),
        ApiText.Instant(r.CreatedAtMs),
        ApiText.Instant(r.ExpiresAtMs),
        r.HoldsUntilMs is { } until ? ApiText.Instant(until) : null,
        gate?.Decision,
        gate);
}
