using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Overage;

/// <summary>The queue of requests for overage: read with the context that an answer needs, approved, refused, withdrawn.</summary>
public sealed class RequestsDesk(Database database, Decider decider, TimeProvider time)
{
    private const int MostHistory = 50;
    private const int LastCycles = 3;

    /// <summary>How many open requests wait for the reader, and whether the page is for the reader at all: they answer requests, or have asked.</summary>
    public async Task<(int Waiting, bool IsFor)> CountAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RequestOverage);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var scope = caller.Access.ScopeOf(Right.DecideOverage);
        return (organisation.OverageRequests.Values.Count(r => IsWaiting(organisation, r, scope, caller)),
            caller.Access.Can(Right.DecideOverage) || organisation.OverageRequests.Values.Any(r => IsBy(r, caller)));
    }

    /// <summary>The queue.</summary>
    public async Task<RequestsView> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RequestOverage);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var scope = caller.Access.ScopeOf(Right.DecideOverage);
        var requests = organisation.OverageRequests.Values.Where(r => organisation.Seats.TryGetValue(r.SeatId, out var seat) && (IsBy(r, caller) || scope.Has(seat, now))).ToList();
        var open = requests.Where(r => r.State is OverageRequestState.Open).ToList();
        var bases = (await OverageRead.BasesAsync(database, open.Select(r => r.SeatId), cancellationToken)).ToDictionary(b => b.Line.SeatId);
        var last = await OverageRead.LastCyclesAsync(database, open.Select(r => r.SeatId), LastCycles, cancellationToken);
        var rows = open.Select(r => RequestRows.Of(organisation, r, bases.GetValueOrDefault(r.SeatId), [.. last[r.SeatId]], caller, now)).ToList();
        var closed = requests.Where(r => r.State is not OverageRequestState.Open).OrderByDescending(r => r.AnsweredAtMs).Take(MostHistory);
        return new RequestsView(
            [.. rows.Where(r => !r.IsOwn)], [.. rows.Where(r => r.IsOwn)], [.. closed.Select(r => RequestRows.History(organisation, r, now, zone))],
            caller.Access.Can(Right.DecideOverage), zone, DateTimeOffset.FromUnixTimeMilliseconds(now));
    }

    /// <summary>Approves: overage is on from this moment, decided by the caller. Without a reason of one's own the proposer's stands.</summary>
    public Task<IReadOnlyList<string>> ApproveAsync(OverageRequest request, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var why = string.IsNullOrWhiteSpace(reason) ? request.Reason : reason.Trim();
        return DecideAsync(caller, why, cancellationToken, new OverageRequestAnswered(request.SeatId, request.Id, true), new OverageDecided(request.SeatId, true, request.Cap, request.UntilMs, request.Id));
    }

    /// <summary>Refuses, with the reason that the proposer reads.</summary>
    public Task<IReadOnlyList<string>> RefuseAsync(OverageRequest request, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DecideAsync(caller, reason.Trim(), cancellationToken, new OverageRequestAnswered(request.SeatId, request.Id, false));
    }

    /// <summary>Takes the caller's own request back.</summary>
    public Task<IReadOnlyList<string>> WithdrawAsync(OverageRequest request, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DecideAsync(caller, "", cancellationToken, new OverageRequestWithdrawn(request.SeatId, request.Id));
    }

    /// <summary>Whether the caller asked.</summary>
    internal static bool IsBy(OverageRequest request, Caller caller) => string.Equals(request.AskedBy, caller.Actor.Who, StringComparison.OrdinalIgnoreCase);

    private bool IsWaiting(Organisation organisation, OverageRequest request, SeatScope scope, Caller caller) =>
        request.State is OverageRequestState.Open && !IsBy(request, caller) && organisation.Seats.TryGetValue(request.SeatId, out var seat) && scope.Has(seat, Now());

    private async Task<IReadOnlyList<string>> DecideAsync(Caller caller, string reason, CancellationToken cancellationToken, params DecisionBody[] bodies) =>
        await decider.DecideAsync(caller, [.. bodies.Select(b => new NewDecision(b, NewDecision.WhenBooked, reason))], cancellationToken: cancellationToken) is AppendResult.Refused refused
            ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : [];

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
