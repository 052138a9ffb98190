using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Runbook;

/// <summary>The log of what the runbook decided, and silences.</summary>
public sealed class CrossingsDesk(Database database, Decider decider, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 25;

    private const int MostPast = 50;

    /// <summary>One page of the log.</summary>
    public async Task<CrossingsView> LogAsync(CrossingFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var scope = caller.Access.ScopeOf(Right.SeeRunbook);
        var lines = await RunbookRead.LogAsync(
            database,
            new CrossingQuery { Within = scope.Within, Text = filter.Text, Team = filter.Team, StageId = filter.Stage, Move = filter.Move, CycleStart = filter.Cycle, BeforeId = filter.Before, Limit = PageSize + 1 },
            cancellationToken);
        var (stages, cycles) = await RunbookRead.FiltersAsync(database, cancellationToken);
        var today = organisation.DayOf(now.ToUnixTimeMilliseconds());
        return new CrossingsView(
            [.. lines.Take(PageSize).Select(c => RowOf(c, organisation, now.ToUnixTimeMilliseconds(), zone))], lines.Count > PageSize,
            [.. scope.All ? organisation.Teams : scope.Teams], stages, [.. cycles.Select(c => (c, $"From {Show.Day(c, today)}"))], now, zone);
    }

    /// <summary>Silences that the caller may know of: those that hold, and the last that ended.</summary>
    public async Task<(IReadOnlyList<SilenceRow> Rows, bool MayAdd)> SilencesAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var (sees, answers) = (caller.Access.ScopeOf(Right.SeeRunbook), caller.Access.ScopeOf(Right.AnswerAlerts));
        var held = await RunbookRead.SilencedAsync(database, cancellationToken);
        var silences = organisation.Runbooks.Silences.Values.Where(s => Concerns(sees, organisation, s.Of, now)).OrderByDescending(s => s.EndMs > now).ThenByDescending(s => s.Id).ToList();
        return ([.. silences.Where(s => s.EndMs > now).Concat(silences.Where(s => s.EndMs <= now).Take(MostPast)).Select(Row)], !answers.IsEmpty);

        SilenceRow Row(Silence s) => new(
            s.Id, RunbookWords.Covers(s.Of, organisation), OverageWords.At(s.FromMs, now, zone), OverageWords.At(s.EndMs, now, zone), s.EndMs > now, s.By, s.Reason,
            held.GetValueOrDefault(s.Id) is var n and > 0 ? $"{Show.Counted(n, "stage", "stages")} told nobody" : "nothing held back",
            s.EndMs > now && IsMine(answers, organisation, s.Of, now));
    }

    /// <summary>What the caller may silence, starting with a seat.</summary>
    public async Task<SilenceChoices> SilenceChoicesAsync(int? seatId, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var scope = caller.Access.ScopeOf(Right.AnswerAlerts);
        var now = Now();
        var whom = new List<(string, string)>();
        if (seatId is { } id && organisation.Seats.TryGetValue(id, out var seat) && scope.Has(seat, now))
        {
            whom.Add((string.Create(CultureInfo.InvariantCulture, $"seat:{id}"), seat.Name.Length > 0 ? seat.Name : seat.Email));
        }

        if (seatId is null && scope.All)
        {
            whom.Add(("all", "Every account"));
        }

        whom.AddRange((scope.All ? organisation.Teams : scope.Teams).Select(t => ($"team:{t}", $"Team {t}")));
        if (seatId is not null && scope.All)
        {
            whom.Add(("all", "Every account"));
        }

        var rules = organisation.Runbooks.Teams.Keys.Select(t => organisation.Runbooks.Teams[t]).Concat(organisation.Runbooks.Seats.Values).Select(v => v[^1].Rules).OfType<RunbookRules>().Append(organisation.Runbooks.OfOrganisation(now).Rules);
        return new SilenceChoices(whom, [.. rules.SelectMany(r => r.Watched).DistinctBy(s => s.Id).OrderBy(s => s.Kind).ThenBy(s => s.Threshold).Select(s => s.Id)], organisation.DayOf(now));
    }

    /// <summary>Silences until the end of a local day. Why not, when it was refused.</summary>
    /// <param name="whom">A value of <see cref="SilenceChoices.Whom"/>.</param>
    /// <param name="stage">A stage; null: every one.</param>
    /// <param name="until">The last day.</param>
    /// <param name="reason">Why.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<string>> SilenceAsync(string whom, string? stage, DateOnly until, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(whom);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        int? seat = whom.StartsWith("seat:", StringComparison.Ordinal) && int.TryParse(whom.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var team = whom.StartsWith("team:", StringComparison.Ordinal) ? whom[5..] : null;
        if (seat is null && team is null && whom != "all")
        {
            return ["Choose whom to silence."];
        }

        var end = ZoneDays.FirstInstantOf(until.AddDays(1), ZoneDays.Find(organisation.Rules.Zone.At(Now())));
        return await DecideAsync(new SilenceSet(team, seat, stage, end), reason.Trim(), caller, cancellationToken);
    }

    /// <summary>Ends a silence now. Why not, when it was refused.</summary>
    public Task<IReadOnlyList<string>> EndAsync(long silence, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.AnswerAlerts);
        return DecideAsync(new SilenceEnded(silence), "", caller, cancellationToken);
    }

    /// <summary>A decision in the words of a table.</summary>
    internal static CrossingRow RowOf(CrossingLine c, Organisation organisation, long now, TimeZoneInfo zone)
    {
        var (delivery, state) = AlertRows.Delivery([c]);
        return new CrossingRow
        {
            Id = c.Id,
            At = OverageWords.At(c.DecidedAtMs, now, zone),
            Name = AlertRows.NameOf(c),
            Href = c.Email.Length > 0 ? SeatWords.Href(c.Email) : null,
            Team = c.Team ?? "",
            State = c.Move is StageMove.Recovered ? StateKind.Good : RunbookWords.Shape(c.Kind, c.Threshold),
            Title = RunbookWords.Happened(c.Move, c.Kind, c.Threshold),
            Figures = $"{Show.Amount(c.Consumed)} of {Show.Amount(c.Allocated)}{(c.Kind is StageKind.ProjectedToExhaust && c.ExhaustionProbability is { } p ? $", {Show.Probability(p)} likely to run out" : "")}",
            Actions = Actions(c),
            Delivery = delivery,
            DeliveryState = state,
            Acknowledged = c.AcknowledgedAtMs is { } at ? $"{c.AcknowledgedBy}, {OverageWords.At(at, now, zone)}{(c.AcknowledgedNote is { Length: > 0 } note ? $": “{note}”" : "")}" : "",
            Runbook = $"{RunbookWords.Upper(RunbookWords.Scope(c.Scope, organisation))}{(c.Version == 0 ? ", the default" : "")}",
        };
    }

    private static string Actions(CrossingLine c)
    {
        var actions = new List<string>();
        if (c.IsShadow)
        {
            actions.Add("shadow: nothing was done");
        }
        else if (c.Move is StageMove.Entered && c.Gate is not GateAnswer.Allow)
        {
            actions.Add($"gate: {RunbookWords.Gate(c.Kind, c.Gate, c.FallbackModel, c.ThrottleSeconds).ToLowerInvariant()}");
        }

        if (c.RequestId is not null)
        {
            actions.Add("asked for overage");
        }

        if (c.SilenceId is not null)
        {
            actions.Add("silenced");
        }

        if (c.EscalatedAtMs is not null)
        {
            actions.Add("escalated");
        }

        return actions.Count == 0 ? "none" : string.Join(", ", actions);
    }

    private static bool Concerns(SeatScope scope, Organisation organisation, SilenceSet silence, long now) =>
        (silence.SeatId is null && silence.Team is null) || IsMine(scope, organisation, silence, now);

    private static bool IsMine(SeatScope scope, Organisation organisation, SilenceSet silence, long now) => silence.SeatId is { } id
        ? organisation.Seats.TryGetValue(id, out var seat) ? scope.Has(seat, now) : scope.All
        : scope.HasTeam(silence.Team);

    private async Task<IReadOnlyList<string>> DecideAsync(DecisionBody body, string reason, Caller caller, CancellationToken cancellationToken) =>
        await decider.DecideAsync(caller, [new NewDecision(body, NewDecision.WhenBooked, reason)], cancellationToken: cancellationToken) is AppendResult.Refused refused ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : [];

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
