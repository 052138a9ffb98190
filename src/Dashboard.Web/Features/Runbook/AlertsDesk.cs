using Dashboard.Credits.Admission;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Live;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Open alerts: read, acknowledged, taken back.</summary>
public sealed class AlertsDesk(Database database, LiveUpdates live, TimeProvider time)
{
    /// <summary>The most rows of the page.</summary>
    public const int MostRows = 200;

    private const int MostAcknowledged = 50;

    /// <summary>The page.</summary>
    public async Task<AlertsView> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
        var within = caller.Access.ScopeOf(Right.SeeRunbook).Within;
        var open = await RunbookRead.OpenAsync(database, within, nowMs, MostRows, cancellationToken);
        var lines = (await OverageRead.BasesAsync(database, open.Accounts.Select(a => a.Top.SeatId), cancellationToken)).ToDictionary(b => b.Line.SeatId, b => b.Line);
        var scope = caller.Access.ScopeOf(Right.AnswerAlerts);
        var acknowledged = await RunbookRead.LogAsync(database, new CrossingQuery { Within = within, AcknowledgedOn = organisation.DayOf(nowMs), Limit = MostAcknowledged }, cancellationToken);
        var evaluated = await database.Runbook.LastEvaluationAsync(cancellationToken);
        var (answer, reason) = Verdict(open, lines, evaluated, nowMs, zone);
        return new AlertsView
        {
            Answer = answer,
            Reason = reason,
            Rows = [.. open.Accounts.Select(a => AlertRows.Of(a, lines.GetValueOrDefault(a.Top.SeatId), Gate(a.Top, nowMs), organisation, scope, now, zone))],
            Total = open.Total,
            Acknowledged = [.. acknowledged.GroupBy(c => (c.SeatId, c.AcknowledgedBy, c.AcknowledgedAtMs)).OrderByDescending(g => g.Key.AcknowledgedAtMs).Select(g => Row([.. g], organisation, scope, nowMs, zone))],
            MayAnswer = !scope.IsEmpty,
            Evaluated = evaluated is { } at ? $"evaluated {OverageWords.At(at, nowMs, zone)}" : "not evaluated yet",
            Now = now,
            Zone = zone,
        };
    }

    /// <summary>Says that the caller has seen these: nobody else is told. How many stages that were.</summary>
    public async Task<int> AcknowledgeAsync(IReadOnlyCollection<long> crossings, string note, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var done = await database.Acknowledgements.AcknowledgeAsync(crossings, note, caller.Actor, now, (organisation, accounts) => Require(caller.In(organisation), organisation, accounts, now), cancellationToken);
        live.Notify();
        return done;
    }

    /// <summary>Takes acknowledgements back. How many stages that were.</summary>
    public async Task<int> TakeBackAsync(IReadOnlyCollection<long> crossings, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var done = await database.Acknowledgements.TakeBackAsync(crossings, caller.Actor, now, (organisation, accounts) => Require(caller.In(organisation), organisation, accounts, now), cancellationToken);
        live.Notify();
        return done;
    }

    /// <summary>What the gate answers now, the very answer that programs get; null for the shared account, which nobody asks for.</summary>
    private AdmissionAnswer? Gate(CrossingLine top, long nowMs) => top.Email.Length == 0 ? null : database.Gate.Ask(top.Email, default, nowMs).Answer;

    private static void Require(Caller caller, Organisation organisation, IReadOnlyList<int> accounts, long now)
    {
        var scope = caller.Access.ScopeOf(Right.AnswerAlerts);
        if (accounts.Any(a => organisation.Seats.TryGetValue(a, out var seat) ? !scope.Has(seat, now) : !scope.All))
        {
            throw new NotAllowedException(Right.AnswerAlerts);
        }
    }

    private static (string Answer, string Reason) Verdict(OpenAlerts open, Dictionary<int, SeatLine> lines, long? evaluated, long now, TimeZoneInfo zone)
    {
        if (open.Total == 0)
        {
            return ("No open alerts.", evaluated is { } at ? $"Last evaluation {OverageWords.At(at, now, zone)}." : "The runbook has not been evaluated yet.");
        }

        var gone = open.Accounts.Count(a => a.Top.Kind is StageKind.Exhausted);
        var goesOn = lines.Values.Count(l => l.UsageGoesOn);
        return (
            $"{Show.Counted(open.Total, "seat waits", "seats wait")} for somebody to look.",
            gone == 0 ? "Nobody is out of credit. Acknowledge what somebody takes care of: it is not escalated then."
                : $"{Show.Counted(gone, "is", "are")} out of credit{(goesOn > 0 ? $", and {Show.Counted(goesOn, "goes", "go")} on without" : "")}. Acknowledge what somebody takes care of: it is not escalated then.");
    }

    private static AcknowledgedRow Row(IReadOnlyList<CrossingLine> stages, Organisation organisation, SeatScope scope, long now, TimeZoneInfo zone) => new(
        [.. stages.Select(c => c.Id)],
        AlertRows.NameOf(stages[0]),
        stages[0].Email.Length > 0 ? SeatWords.Href(stages[0].Email) : null,
        RunbookWords.Upper(string.Join(", ", stages.Select(c => RunbookWords.Happened(c.Move, c.Kind, c.Threshold).ToLowerInvariant()))),
        $"{stages[0].AcknowledgedBy}, {OverageWords.At(stages[0].AcknowledgedAtMs!.Value, now, zone)}",
        stages[0].AcknowledgedNote ?? "",
        organisation.Seats.TryGetValue(stages[0].SeatId, out var seat) ? scope.Has(seat, now) : scope.All);
}
