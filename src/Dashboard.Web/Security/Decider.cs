using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>The one way in which the host decides: checks the caller's right for every decision and its seat, writes all or none, and brings the books up to them.</summary>
public sealed class Decider(Database database, TimeProvider time)
{
    /// <summary>Decides, or with <paramref name="preview"/> tells what would happen.</summary>
    /// <exception cref="NotAllowedException">One of the decisions is not the caller's to make. Nothing was written.</exception>
    public async Task<AppendResult> DecideAsync(Caller caller, IReadOnlyList<NewDecision> decisions, bool preview = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(decisions);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Require(caller, await database.Decisions.CurrentAsync(cancellationToken), decisions, now);
#pragma warning disable RS0030 // The one place. Every decision is checked again where it is written: a role or a team may have gone since the line above.
        var result = await database.Decisions.AppendAsync(decisions, caller.Actor, now, organisation => Require(caller.In(organisation), organisation, decisions, now), preview, cancellationToken);
#pragma warning restore RS0030
        if (result is AppendResult.Appended && !preview)
        {
            await database.Books.CatchUpAsync(now, cancellationToken);
        }

        return result;
    }

    private static void Require(Caller caller, Organisation organisation, IReadOnlyList<NewDecision> decisions, long now)
    {
        foreach (var decision in decisions)
        {
            Require(caller, organisation, decision.Body, now);
        }
    }

    /// <summary>Whether everything that a silence keeps quiet is the caller's.</summary>
    private static bool Covers(SeatScope scope, Organisation organisation, SilenceSet? silence, long now) => silence switch
    {
        { SeatId: { } id } => organisation.Seats.TryGetValue(id, out var seat) ? scope.Has(seat, now) : scope.All,
        _ => scope.HasTeam(silence?.Team),
    };

    /// <summary>A seat is the caller's by its team now; whoever moves it or adds one must have the team it goes to as well.</summary>
    private static void Require(Caller caller, Organisation organisation, DecisionBody body, long now)
    {
        var right = DecisionRights.NeededFor(body) ?? throw new InvalidOperationException($"{body.GetType().Name} has no line in the table of rights.");
        caller.Require(right);
        var isMine = body switch
        {
            SilenceSet silence => Covers(caller.Access.ScopeOf(right), organisation, silence, now),
            SilenceEnded ended => Covers(caller.Access.ScopeOf(right), organisation, organisation.Runbooks.Silences.GetValueOrDefault(ended.SilenceId)?.Of, now),
            _ => true,
        };
        if (!isMine)
        {
            throw new NotAllowedException(right);
        }

        if (body is not SeatDecision decision)
        {
            return;
        }

        var scope = caller.Access.ScopeOf(right);
        var mine = decision switch
        {
            SeatAdded added => scope.HasTeam(added.Team),
            { SeatId: < 0 } => true,
            _ => organisation.Seats.TryGetValue(decision.SeatId, out var seat) ? scope.Has(seat, now) : scope.All,
        };
        if (!mine || (decision is SeatTeamChanged moved && !scope.HasTeam(moved.Team)))
        {
            throw new NotAllowedException(right);
        }
    }
}
