using Dashboard.Cli.Seats;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Seats;

/// <summary>Seats from a list: every change looked at first, then saved as dated decisions, all or none; the last import can be undone.</summary>
public sealed class SeatImportDesk(Database database, SeatImport import, SeatUndoPlanner undo, Decider decider, TimeProvider time)
{
    /// <summary>The local day, and whether seats can be added yet.</summary>
    public async Task<(DateOnly Today, bool IsReady)> StartAsync(CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return (ZoneDays.DayOf(now, ZoneDays.Find(organisation.Rules.Zone.At(now))), organisation.HasChosen);
    }

    /// <summary>What the list would change. Nothing is written.</summary>
    public async Task<SeatPlan> PlanAsync(string text, string file, SeatDefaults defaults, DateOnly from, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSeats);
        return await import.PlanAsync(text, file, defaults, from, Reach(caller), cancellationToken);
    }

    /// <summary>The same plan, with these of the missing seats ended.</summary>
    public async Task<SeatPlan> EndingAsync(SeatPlan plan, IReadOnlySet<int> missing, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSeats);
        return await import.AgainAsync(plan with { Input = plan.Input with { EndMissing = missing } }, Reach(caller), cancellationToken);
    }

    /// <summary>Why the plan would be refused, or which usage it moves; null when nothing is to be said.</summary>
    public async Task<(string? Problem, string? Note)> LookAsync(SeatPlan plan, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSeats);
        return await decider.DecideAsync(caller, plan.Decisions, preview: true, cancellationToken) switch
        {
            AppendResult.Refused refused => (Message(plan, refused), null),
            AppendResult.Appended { Moves.Events: > 0 and var events } moved => (null, $"{Show.Counted(events, "event", "events")} of {Show.Money(moved.Moves.Moves.Aggregate(Nanodollars.Zero, (sum, m) => sum + m.CostAfter))} that state these e-mails become theirs."),
            _ => (null, null),
        };
    }

    /// <summary>Saves what was looked at. Why not, or null.</summary>
    public async Task<string?> SaveAsync(SeatPlan plan, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSeats);
        var again = await import.AgainAsync(plan, Reach(caller), cancellationToken);
        return !again.Decisions.SequenceEqual(plan.Decisions) ? "Something was decided about these seats meanwhile. Check the list again; nothing was saved."
            : await decider.DecideAsync(caller, plan.Decisions, cancellationToken: cancellationToken) is AppendResult.Refused refused ? $"{Message(plan, refused)} Nothing was saved."
            : null;
    }

    /// <summary>What undoing the last import would do, or why it cannot be.</summary>
    public async Task<SeatUndo> UndoPlanAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSeats);
        var plan = await undo.PlanAsync(caller.Access.Can(Right.DecideSettings), cancellationToken);
        var seats = (await database.Decisions.CurrentAsync(cancellationToken)).Seats;
        var reach = Reach(caller);
        return plan.Problem is null && plan.Rows.Any(r => !reach.Seat(seats[r.SeatId]))
            ? plan with { Rows = [], Decisions = [], Problem = "It changed seats that are not yours." }
            : plan;
    }

    /// <summary>Undoes the last import, as it was looked at. Why not, or null.</summary>
    public async Task<string?> UndoAsync(SeatUndo looked, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(looked);
        var plan = await UndoPlanAsync(caller, cancellationToken);
        return plan.Problem
            ?? (plan.Import != looked.Import || plan.Rows.Count != looked.Rows.Count || !plan.Kept.SequenceEqual(looked.Kept) ? "Something happened to these seats meanwhile. Look at the undo again; nothing was changed."
                : await decider.DecideAsync(caller, plan.Decisions, cancellationToken: cancellationToken) is AppendResult.Refused refused ? $"{refused.Refusals[0].Message} Nothing was changed."
                : null);
    }

    private SeatReach Reach(Caller caller)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (seats, claims) = (caller.Access.ScopeOf(Right.ManageSeats), caller.Access.ScopeOf(Right.RecordClaims));
        return new SeatReach(s => seats.Has(s, now) && claims.Has(s, now), team => seats.HasTeam(team));
    }

    private static string Message(SeatPlan plan, AppendResult.Refused refused)
    {
        // The mark of the import is the first decision.
        var first = refused.Refusals[0];
        var rows = plan.Rows.SelectMany(r => r.Changes.Select(_ => r)).ToList();
        return first.Index > 0 && first.Index <= rows.Count ? $"{(rows[first.Index - 1].Line > 0 ? $"Line {rows[first.Index - 1].Line}, " : "")}{rows[first.Index - 1].Email}: {first.Message}" : first.Message;
    }
}
