using System.Collections.Immutable;
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

/// <summary>Runbooks of the organisation, of teams and of seats: read with their versions, looked at before they are changed, changed.</summary>
public sealed class StagesDesk(Database database, Decider decider, TimeProvider time)
{
    /// <summary>The scope that is there without anybody's doing.</summary>
    public const string WholeOrganisation = "organisation";

    /// <summary>The runbook of a scope; the organisation's where the scope is none that the caller may see.</summary>
    public async Task<StagesView> ReadAsync(string? scope, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var sees = caller.Access.ScopeOf(Right.SeeRunbook);
        var (team, seat) = Parse(scope, organisation, sees, now);
        var versions = VersionsOf(organisation.Runbooks, team, seat);
        var isOwn = (team is null && seat is null) || (!versions.IsDefaultOrEmpty && versions[^1].Rules is not null);
        var applied = Applied(organisation, team, seat, now);
        var value = Value(team, seat);
        return new StagesView
        {
            Scope = value,
            ScopeName = RunbookWords.Scope(value, organisation),
            Scopes = Scopes(organisation, sees, value, now),
            Rules = new RunbookRules { Stages = StageDraft.Ordered(applied.Rules.Stages) },
            IsOwn = isOwn,
            Standing = Standing(organisation, applied, isOwn, value, now, zone),
            Version = versions.IsDefaultOrEmpty ? 0 : versions[^1].Sequence,
            Next = (versions.IsDefault ? 0 : versions.Length) + 1,
            Seats = organisation.Seats.Values.Count(s => sees.Has(s, now) && s.IsActiveOn(organisation.DayOf(now)) && organisation.Runbooks.Of(s, now).Scope == value),
            Entered = await RunbookRead.EnteredAsync(database, value, sees.Within, now, cancellationToken),
            Versions = Rows(versions, value == WholeOrganisation ? RunbookRules.Default : null, isOwn, now, zone),
            Webhooks = await RunbookRead.WebhooksAsync(database, cancellationToken),
            MayDecide = caller.Access.Can(Right.DecideRunbook),
        };
    }

    /// <summary>What the change would do. Nothing is written.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="rules">The stages; null: none of its own any more.</param>
    /// <param name="reason">Why.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<RunbookPreview> PreviewAsync(string scope, RunbookRules? rules, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var (team, seat) = Parse(scope, organisation, SeatScope.Everything, now);
        var result = await decider.DecideAsync(caller, [new NewDecision(new RunbookSet(team, seat, rules), NewDecision.WhenBooked, reason.Trim())], preview: true, cancellationToken);
        if (result is not AppendResult.Appended appended)
        {
            return new RunbookPreview([.. ((AppendResult.Refused)result).Refusals.Select(r => r.Message).Distinct()], [], []);
        }

        var value = Value(team, seat);
        var after = appended.Organisation;
        var touched = organisation.Seats.Values
            .Where(s => s.IsActiveOn(organisation.DayOf(now)) && (after.Runbooks.Of(s, NowAfter(appended)).Scope == value || organisation.Runbooks.Of(s, now).Scope == value)).Select(s => s.Id).ToHashSet();
        var before = Applied(organisation, team, seat, now).Rules;
        var then = Applied(after, team, seat, NowAfter(appended)).Rules;
        var effect = await database.Runbook.ForeseeAsync(after, NowAfter(appended), cancellationToken);
        List<KeyValue> rows =
        [
            new("Seats it changes something for", Show.ExactCount(touched.Count)),
            new("Holds", "from the moment it is saved"),
            .. ToldWords.FromNowOn(before, then, after, team ?? (seat is { } one ? after.Seats[one].Team.At(now) : null)),
            .. ToldWords.AtOnce(effect),
        ];
        return new RunbookPreview([], rows, RunbookDifference.Of(before, rules is null ? then : rules));
    }

    /// <summary>Decides another version. Why not, when it was refused.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="rules">The stages; null: none of its own any more.</param>
    /// <param name="reason">Why; needed.</param>
    /// <param name="version">The version that the change was made on.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<string>> SaveAsync(string scope, RunbookRules? rules, string reason, long version, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var (team, seat) = Parse(scope, organisation, SeatScope.Everything, Now());
        if (reason.Trim().Length == 0)
        {
            return ["Enter the reason: it stands beside the version for good."];
        }

        if ((VersionsOf(organisation.Runbooks, team, seat) is { IsDefaultOrEmpty: false } versions ? versions[^1].Sequence : 0) != version)
        {
            return ["Somebody else changed this runbook meanwhile. Your changes are still here; look at theirs in another window before you save."];
        }

        return await decider.DecideAsync(caller, [new NewDecision(new RunbookSet(team, seat, rules), NewDecision.WhenBooked, reason.Trim())], cancellationToken: cancellationToken) is AppendResult.Refused refused
            ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : [];
    }

    /// <summary>Which runbook applies to the seat with an e-mail, and why; null when there is none that the caller may see.</summary>
    public async Task<WhichRunbook?> WhichAsync(string email, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeRunbook);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        if (organisation.SeatOf(email) is not { } seat || !caller.Access.ScopeOf(Right.SeeRunbook).Has(seat, now))
        {
            return null;
        }

        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var applied = organisation.Runbooks.Of(seat, now);
        var name = seat.Name.Length > 0 ? seat.Name : seat.Email;
        var own = string.Create(CultureInfo.InvariantCulture, $"seat:{seat.Id}");
        var why = new List<string>();
        if (applied.Scope == own)
        {
            why.Add($"{name} has a runbook of its own: it applies.");
        }
        else
        {
            why.Add($"{name} has no runbook of its own.");
            why.Add(seat.Team.At(now) is not { } team ? "The seat is in no team." : applied.Scope == $"team:{team}" ? $"Team {team} has one: it applies." : $"Team {team} has none.");
            if (applied.Scope == WholeOrganisation)
            {
                why.Add("So the organisation's applies.");
            }
        }

        why.Add(VersionWords(organisation, applied, now, zone));
        var open = await RunbookRead.StandingAsync(database, seat.Id, now, cancellationToken);
        var gate = open.Where(c => !c.IsShadow).MaxBy(c => c.Gate);
        return new WhichRunbook(name, SeatWords.Href(seat.Email), applied.Scope, own, why,
        [
            new("Stages entered now", open.Count == 0 ? "none" : string.Join(", ", open.Select(c => RunbookWords.Stage(c.Kind, c.Threshold)))),
            new("The runbook tells the gate", gate is null ? "Allow" : RunbookWords.Gate(gate.Kind, gate.Gate, gate.FallbackModel, gate.ThrottleSeconds)),
        ]);
    }

    internal static (string? Team, int? Seat) Parse(string? scope, Organisation organisation, SeatScope sees, long now)
    {
        if (scope?.StartsWith("team:", StringComparison.Ordinal) == true && organisation.Teams.Contains(scope[5..]) && sees.HasTeam(scope[5..]))
        {
            return (scope[5..], null);
        }

        return scope?.StartsWith("seat:", StringComparison.Ordinal) == true && int.TryParse(scope.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && organisation.Seats.TryGetValue(id, out var seat) && sees.Has(seat, now)
            ? (null, id) : (null, null);
    }

    private static string Value(string? team, int? seat) => seat is { } id ? string.Create(CultureInfo.InvariantCulture, $"seat:{id}") : team is null ? WholeOrganisation : $"team:{team}";

    private static ImmutableArray<RunbookVersion> VersionsOf(RunbookSettings settings, string? team, int? seat) =>
        seat is { } id ? settings.Seats.GetValueOrDefault(id) : team is null ? settings.Organisation : settings.Teams.GetValueOrDefault(team);

    /// <summary>What applies to a seat, to the seats of a team without one of their own, or to the rest.</summary>
    private static AppliedRunbook Applied(Organisation organisation, string? team, int? seat, long atMs)
    {
        if (seat is { } id)
        {
            return organisation.Runbooks.Of(organisation.Seats[id], atMs);
        }

        var versions = team is null ? default : organisation.Runbooks.Teams.GetValueOrDefault(team);
        return versions is { IsDefaultOrEmpty: false } && versions[^1] is { Rules: { } rules } last ? new AppliedRunbook($"team:{team}", last.Sequence, versions.Length, rules) : organisation.Runbooks.OfOrganisation(atMs);
    }

    private static List<(string, string)> Scopes(Organisation organisation, SeatScope sees, string value, long now)
    {
        var scopes = new List<(string, string)> { (WholeOrganisation, "The organisation") };
        scopes.AddRange((sees.All ? organisation.Teams : sees.Teams).Select(t => ($"team:{t}", $"Team {t}{(HasOwn(organisation.Runbooks.Teams.GetValueOrDefault(t)) ? " (its own)" : "")}")));
        scopes.AddRange(organisation.Runbooks.Seats.Where(s => HasOwn(s.Value) && organisation.Seats.TryGetValue(s.Key, out var seat) && sees.Has(seat, now))
            .Select(s => (Value(null, s.Key), $"{RunbookWords.Scope(Value(null, s.Key), organisation)} (its own)")));
        if (scopes.All(s => s.Item1 != value))
        {
            scopes.Add((value, RunbookWords.Scope(value, organisation)));
        }

        return scopes;
    }

    private static bool HasOwn(ImmutableArray<RunbookVersion> versions) => !versions.IsDefaultOrEmpty && versions[^1].Rules is not null;

    private static string Standing(Organisation organisation, AppliedRunbook applied, bool isOwn, string scope, long now, TimeZoneInfo zone) => isOwn
        ? VersionWords(organisation, applied, now, zone)
        : $"{RunbookWords.Upper(RunbookWords.Scope(scope, organisation))} has no runbook of its own: that of {RunbookWords.Scope(applied.Scope, organisation)} applies. {VersionWords(organisation, applied, now, zone)}";

    private static string VersionWords(Organisation organisation, AppliedRunbook applied, long now, TimeZoneInfo zone)
    {
        if (applied.Version == 0)
        {
            return "It is the default: nobody has decided another.";
        }

        var (team, seat) = Parse(applied.Scope, organisation, SeatScope.Everything, now);
        var version = VersionsOf(organisation.Runbooks, team, seat)[applied.Number - 1];
        return $"Version {applied.Number}, in force since {OverageWords.At(version.AtMs, now, zone)}, by {version.By}.";
    }

    private static List<VersionRow> Rows(ImmutableArray<RunbookVersion> versions, RunbookRules? first, bool isOwn, long now, TimeZoneInfo zone) =>
        versions.IsDefaultOrEmpty ? [] :
        [
            .. versions.Select((v, i) => new VersionRow(
                string.Create(CultureInfo.InvariantCulture, $"Version {i + 1}"), isOwn && i == versions.Length - 1, OverageWords.At(v.AtMs, now, zone), v.By, v.Reason,
                RunbookDifference.Of(i == 0 ? first : versions[i - 1].Rules, v.Rules), v.Rules)).Reverse(),
        ];

    private static long NowAfter(AppendResult.Appended appended) => appended.Decisions[^1].EffectiveAtMs;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
