using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Teams;

/// <summary>Teams and cost centres: what they use, and their names.</summary>
public sealed class TeamsDesk(Database database, Decider decider, TimeProvider time)
{
    /// <summary>The page.</summary>
    public async Task<TeamsView> ReadAsync(TeamGrouping grouping, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeFigures);
        var now = time.GetUtcNow();
        var data = await TeamsRead.ReadAsync(database, grouping, now.ToUnixTimeMilliseconds(), cancellationToken);
        var organisation = data.Organisation;
        var rows = data.Rows.Select(r => new TeamRow(
            r.Name ?? (grouping == TeamGrouping.Team ? "No team" : "No cost centre"), r.Name, Href(grouping, r.Name), r.Seats, r.Allocated, r.Used, r.Overage, r.Projected,
            grouping == TeamGrouping.Team && r.Name is { } team ? Admins(organisation, team) : [], r.Others)).ToList();
        if (data.SharedAllocated != Nanodollars.Zero || data.SharedUsed != Nanodollars.Zero)
        {
            rows.Add(new TeamRow("Shared account, of no seat", null, null, null, data.SharedAllocated, data.SharedUsed, data.SharedOverage, null, [], []));
        }

        if (data.Figures is { Unassigned.IsPositive: true } figures)
        {
            rows.Add(new TeamRow("Unassigned: usage without a seat", null, caller.Access.Can(Right.SeeSettings) ? "settings/identities" : null, null, null, figures.Unassigned, Nanodollars.Zero, null, [], []));
        }

        return new TeamsView(
            grouping, rows, Sum(rows, r => r.Allocated ?? Nanodollars.Zero), Sum(rows, r => r.Used), Sum(rows, r => r.Overage), rows.Sum(r => r.Seats ?? 0),
            organisation.Teams.Count, organisation.CostCentres.Count, caller.Access.Can(Right.DecideSettings),
            data.Figures is { } f ? DateTimeOffset.FromUnixTimeMilliseconds(f.AsOfMs) : now,
            data.Figures?.NewestEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
            ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())));
    }

    /// <summary>What another name reaches. Nothing is written.</summary>
    public async Task<(IReadOnlyList<KeyValue> Rows, string? Problem)> PreviewRenameAsync(TeamGrouping grouping, string name, string to, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideSettings);
        var result = await decider.DecideAsync(caller, [new NewDecision(Renamed(grouping, name, to), Now())], preview: true, cancellationToken);
        if (result is AppendResult.Refused refused)
        {
            return ([], refused.Refusals[0].Message);
        }

        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var here = organisation.Seats.Values.Where(s => Ever(History(s))).ToList();
        var rows = new List<KeyValue>
        {
            new("Seats that are in it", Show.Counted(here.Count(s => History(s).At(now) == name), "seat", "seats")),
            new("Seats that were, or will be", Show.Counted(here.Count(s => History(s).At(now) != name), "seat", "seats")),
        };
        if (grouping == TeamGrouping.Team)
        {
            rows.Add(new KeyValue("Its admins stay", Admins(organisation, name) is { Count: > 0 } admins ? string.Join(", ", admins) : "none"));
            var allowances = organisation.Rules.Programmes.Sum(p => p.Allowances.Count(a => a.Target == AllowanceTarget.Team && a.Key == name));
            rows.Add(new KeyValue("Its allowances and ceiling stay", $"{Show.Counted(allowances, "allowance", "allowances")}, {(organisation.OverageLimits.CeilingOf(name) is { } ceiling ? $"ceiling ${Show.Amount(ceiling)}" : "no ceiling")}"));
        }

        return (rows, null);

        History<string?> History(Seat seat) => grouping == TeamGrouping.Team ? seat.Team : seat.CostCentre;

        bool Ever(History<string?> history) => history.First == name || history.Changes.Any(c => c.Value == name);
    }

    /// <summary>Gives it another name, in the past too. Why not, or null.</summary>
    public async Task<string?> RenameAsync(TeamGrouping grouping, string name, string to, string reason, Caller caller, CancellationToken cancellationToken = default) =>
        await SaveAsync(Renamed(grouping, name, to), reason, caller, cancellationToken);

    /// <summary>A new one without seats. Why not, or null.</summary>
    public async Task<string?> CreateAsync(TeamGrouping grouping, string name, string reason, Caller caller, CancellationToken cancellationToken = default) =>
        await SaveAsync(grouping == TeamGrouping.Team ? new TeamCreated(name) : new CostCentreCreated(name), reason, caller, cancellationToken);

    private async Task<string?> SaveAsync(DecisionBody body, string reason, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideSettings);
        return await decider.DecideAsync(caller, [new NewDecision(body, Now(), reason)], cancellationToken: cancellationToken) is AppendResult.Refused refused ? refused.Refusals[0].Message : null;
    }

    private static TeamDecision Renamed(TeamGrouping grouping, string name, string to) =>
        grouping == TeamGrouping.Team ? new TeamRenamed(name, to) : new CostCentreRenamed(name, to);

    private static List<string> Admins(Organisation organisation, string team) =>
        [.. organisation.Roles.Where(r => r.Value.Contains(new RoleGrant(Role.TeamAdmin, team))).Select(r => r.Key).Order(StringComparer.Ordinal)];

    private static string? Href(TeamGrouping grouping, string? name) => grouping == TeamGrouping.Team
        ? (new SeatsFilter { Team = name ?? SeatsFilter.NoTeam }).Address("seats")
        : name is null ? null : (new SeatsFilter { Text = name }).Address("seats");

    private static Nanodollars Sum(IEnumerable<TeamRow> rows, Func<TeamRow, Nanodollars> amount) => rows.Aggregate(Nanodollars.Zero, (sum, r) => sum + amount(r));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
