using Dashboard.Credits.Admission;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.DryRuns;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Gate;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Tries runbooks on cycles that were. Reads only.</summary>
public sealed class DryRunDesk(Database database, TimeProvider time)
{
    /// <summary>The most rows of each list.</summary>
    public const int MostRows = 1_000;

    /// <summary>Seats have their own anchors, so there may be a cycle for every day: more than two years of them.</summary>
    private const int MostCycles = 800;

    private const int MostNames = 6;

    /// <summary>The cycles to choose from, the newest first, with how many seats have them.</summary>
    public async Task<IReadOnlyList<(DateOnly Start, string Name, long Seats)>> CyclesAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        return [.. (await LedgerRead.CyclesAsync(database, caller.Access.ScopeOf(Right.SeeRunbook).Within, cancellationToken)).GroupBy(c => c.Start).Take(MostCycles).Select(g => (g.Key, $"{Show.Cycle(g.Key, g.Max(c => c.End))}, {Show.Counted(g.Sum(c => c.Seats), "seat", "seats")}", g.Sum(c => c.Seats)))];
    }

    /// <summary>Goes through a cycle, for the seats that the caller sees.</summary>
    public async Task<DryRunView> RunAsync(DryRunRequest request, Caller caller, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var within = caller.Access.ScopeOf(Right.SeeRunbook).Within;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var dry = await Task.Run(() => DryRunner.RunAsync(database, request with { Within = within }, now, progress, cancellationToken), cancellationToken);
        var real = await RunbookRead.CountsAsync(database, within, request.CycleStart, cancellationToken);
        return View(dry, real, organisation, now);
    }

    private static DryRunView View(DryRun dry, CrossingCounts real, Organisation organisation, long now)
    {
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var (mails, calls) = (dry.Messages.Count(m => m.Delivery.Channel is DeliveryChannel.Mail), dry.Messages.Count(m => m.Delivery.Channel is DeliveryChannel.Webhook));
        return new DryRunView
        {
            Answer = dry.Accounts == 0 ? "No seat has credit in this cycle." : $"{Show.Counted(dry.Crossings.Count, "decision", "decisions")} and {Show.Counted(mails, "mail", "mails")}, nothing sent.",
            Reason = dry.Accounts == 0 ? "There is nothing to go through." : $"{Later(dry)}{Show.Counted(dry.Crossings.Select(c => c.SeatId).Distinct().Count(), "account", "accounts")} of {Show.Count(dry.Accounts)} met a stage.",
            Counts =
            [
                Counted("Decisions", dry.Crossings.Count, real.Decisions),
                Counted("Mails", mails, real.Mails),
                Counted("Webhook calls", calls, real.Webhooks),
                Counted("Overage asked for", dry.Crossings.Count(c => c.AskedOverage is not null), real.Requests),
                new("Accounts whose runs were denied", Show.ExactCount(dry.Gates.Where(g => g.Answer.Decision is AdmissionDecision.Deny).Select(g => g.SeatId).Distinct().Count())),
            ],
            Decisions = [.. dry.Crossings.Take(MostRows).Select(c => Decision(c, organisation, now, zone))],
            Mails = [.. dry.Messages.Take(MostRows).Select(m => new DryRunMail(OverageWords.At(m.AtMs, now, zone), m.Delivery.Channel is DeliveryChannel.Mail ? "Mail" : "Webhook", m.Delivery.Recipient, Says(m.Delivery.Letter)))],
            Gates = [.. dry.Gates.Take(MostRows).Select(g => new DryRunGate(
                g.SeatId == Organisation.PoolAccount ? AlertRows.SharedAccount : g.Name, Href(organisation, g.SeatId), Answered(g.Answer), OverageWords.At(g.FromMs, now, zone), g.ToMs > now ? "now" : OverageWords.At(g.ToMs, now, zone)))],
            Totals = (dry.Crossings.Count, dry.Messages.Count, dry.Gates.Count),
        };
    }

    /// <summary>A cycle that was imported afterwards tells nothing: the reader must know why.</summary>
    private static string Later(DryRun dry) => dry.CameLater == 0 ? "" : $"{Show.Counted(dry.CameLater, "usage event", "usage events")} arrived after the cycle's end and {(dry.CameLater == 1 ? "is" : "are")} left out: choose usage as if it had arrived when it happened to have {(dry.CameLater == 1 ? "it" : "them")} in. ";

    private static KeyValue Counted(string name, long count, long real) => new(name, $"{Show.ExactCount(count)}; really {Show.ExactCount(real)}");

    private static string Answered(AdmissionAnswer answer) => GateWords.Of(answer.Decision)
        + (answer.Model is { } model ? $": {model}" : answer is { Decision: AdmissionDecision.Throttle, RetryAfterSeconds: { } seconds } ? $": wait {seconds} s" : "");

    private static DryRunDecision Decision(DryRunCrossing c, Organisation organisation, long now, TimeZoneInfo zone)
    {
        List<string> then = [$"runbook of {RunbookWords.Scope(c.Scope, organisation)}"];
        if (c.Stage.Kind is StageKind.ProjectedToExhaust && c.Move is StageMove.Entered && ZoneDays.DayOf(c.AtMs, zone) < c.CycleStart.AddDays(Credits.Projection.Forecaster.LeastActiveDays))
        {
            then.Add("projected from the weeks before this cycle");
        }

        if (c.IsShadow)
        {
            then.Add("shadow");
        }

        if (c.IsSilenced)
        {
            then.Add("silenced");
        }

        if (c.AskedOverage is { } cap)
        {
            then.Add($"overage up to {Show.Money(cap)} asked for");
        }

        return new DryRunDecision(
            OverageWords.At(c.AtMs, now, zone), c.SeatId == Organisation.PoolAccount ? AlertRows.SharedAccount : c.Name, Href(organisation, c.SeatId),
            c.Move is StageMove.Recovered ? StateKind.Good : RunbookWords.Shape(c.Stage.Kind, c.Stage.Threshold), RunbookWords.Happened(c.Move, c.Stage.Kind, c.Stage.Threshold),
            $"{Show.Amount(c.Consumed)} of {Show.Amount(c.Allocated)}{(c.Stage.Kind is StageKind.ProjectedToExhaust && c.ExhaustionProbability is { } p ? $", {Show.Probability(p)} likely to run out" : "")}", string.Join(", ", then));
    }

    private static string? Href(Organisation organisation, int seat) => organisation.Seats.TryGetValue(seat, out var found) ? SeatWords.Href(found.Email) : null;

    private static string Says(Letter letter) => letter switch
    {
        StageLetter stages => Names(stages.Lines, l => RunbookWords.Happened(l.Move, l.StageKind, l.Threshold).ToLowerInvariant()),
        EscalationLetter escalation => "Nobody acknowledged: " + Names(escalation.Lines, l => RunbookWords.Stage(l.StageKind, l.Threshold).ToLowerInvariant()),
        DeadManLetter dead => dead.IsOver ? "Usage arrives again" : $"No usage for {Show.Counted(dead.WindowMinutes / 60, "hour", "hours")}: alerts about seats are held back",
        ApprovalLetter approval => $"Overage asked for {approval.Name}, up to {(approval.Cap is { } cap ? Show.Money(cap) : "no cap")}",
        _ => letter.Kind,
    };

    private static string Names(IReadOnlyCollection<StageLine> lines, Func<StageLine, string> what)
    {
        var seats = lines.GroupBy(l => (l.SeatId, l.Name)).Select(g => $"{(g.Key.SeatId == Organisation.PoolAccount ? AlertRows.SharedAccount : g.Key.Name)} {string.Join(", ", g.Select(what))}").ToList();
        return string.Join("; ", seats.Take(MostNames)) + (seats.Count > MostNames ? $"; and {seats.Count - MostNames} more" : "");
    }
}
