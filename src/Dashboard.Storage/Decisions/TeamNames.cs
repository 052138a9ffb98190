using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;

namespace Dashboard.Storage.Decisions;

/// <summary>Which teams and cost centres there are, and what a rename reaches. Pure.</summary>
internal static class TeamNames
{
    /// <summary>Names that the decision uses exist from then on.</summary>
    public static Organisation WithUsed(Organisation organisation, DecisionBody body) => body switch
    {
        SeatAdded o => CostCentre(Team(organisation, o.Team), o.CostCentre),
        SeatTeamChanged o => Team(organisation, o.Team),
        SeatCostCentreChanged o => CostCentre(organisation, o.CostCentre),
        RoleGranted o => Team(organisation, o.Team),
        OverageCeilingSet o => Team(organisation, o.Team),
        AllowanceSet { Row.Target: AllowanceTarget.Team } o => Team(organisation, o.Row.Key),
        _ => organisation,
    };

    /// <summary>The same team under another name, everywhere.</summary>
    public static Organisation RenameTeam(Organisation organisation, string name, string to)
    {
        return organisation with
        {
            Teams = organisation.Teams.Remove(name).Add(to),
            Seats = organisation.Seats.SetItems(
                organisation.Seats.Values.Where(s => Ever(s.Team, name)).Select(s => KeyValuePair.Create(s.Id, s with { Team = s.Team.Select(Of) }))),
            Roles = organisation.Roles.SetItems(organisation.Roles.Where(p => p.Value.Any(r => r.Team == name))
                .Select(p => KeyValuePair.Create(p.Key, p.Value.Select(r => r with { Team = Of(r.Team) }).ToImmutableArray()))),
            OverageLimits = organisation.OverageLimits with { TeamCeilings = Ceilings(organisation.OverageLimits.TeamCeilings, name, to) },
            Runbooks = RunbookFold.RenameTeam(organisation.Runbooks, name, to),
            Rules = organisation.Rules with { Programmes = [.. organisation.Rules.Programmes.Select(p => p with { Allowances = [.. p.Allowances.Select(Row)] })] },
        };

        string? Of(string? team) => team == name ? to : team;

        AllowanceRow Row(AllowanceRow row) => row.Target == AllowanceTarget.Team && row.Key == name ? row with { Key = to } : row;
    }

    /// <summary>The same cost centre under another name, everywhere.</summary>
    public static Organisation RenameCostCentre(Organisation organisation, string name, string to) => organisation with
    {
        CostCentres = organisation.CostCentres.Remove(name).Add(to),
        Seats = organisation.Seats.SetItems(
            organisation.Seats.Values.Where(s => Ever(s.CostCentre, name))
                .Select(s => KeyValuePair.Create(s.Id, s with { CostCentre = s.CostCentre.Select(c => c == name ? to : c) }))),
    };

    private static ImmutableSortedDictionary<string, Nanodollars> Ceilings(ImmutableSortedDictionary<string, Nanodollars> ceilings, string name, string to) =>
        ceilings.TryGetValue(name, out var ceiling) ? ceilings.Remove(name).SetItem(to, ceiling) : ceilings;

    /// <summary>Whether the history ever had the name.</summary>
    public static bool Ever(History<string?> history, string name) => history.First == name || history.Changes.Any(c => c.Value == name);

    private static Organisation Team(Organisation organisation, string? name) =>
        name is null || organisation.Teams.Contains(name) ? organisation : organisation with { Teams = organisation.Teams.Add(name) };

    private static Organisation CostCentre(Organisation organisation, string? name) =>
        name is null || organisation.CostCentres.Contains(name) ? organisation : organisation with { CostCentres = organisation.CostCentres.Add(name) };
}
