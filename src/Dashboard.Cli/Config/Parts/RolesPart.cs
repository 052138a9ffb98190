using System.Collections.Immutable;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>Who has which roles.</summary>
internal static class RolesPart
{
    public static void Write(ConfigText text, Organisation organisation) => text.Object("roles", () =>
    {
        foreach (var (person, roles) in organisation.Roles.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Many(person, roles.OrderBy(r => r.Role).ThenBy(r => r.Team, StringComparer.Ordinal), role => WriteRole(text, role));
        }
    });

    public static ImmutableArray<ConfigRoles> Read(ConfigNode node)
    {
        var people = node.Entries().Select(r => ReadPerson(r.Key, r.Value)).ToImmutableArray();
        if (people.DistinctBy(p => p.Person, StringComparer.Ordinal).Count() < people.Length)
        {
            node.Problem("An e-mail stands here twice.");
        }

        return people;
    }

    /// <summary>Grants come before withdrawals: the last owner may hand over.</summary>
    public static void Plan(ConfigComparison found)
    {
        foreach (var person in found.File.Roles ?? [])
        {
            foreach (var role in person.Roles.Except(found.Organisation.RolesOf(person.Person)))
            {
                found.Add(person.Path, $"role of {person.Person}: + {Word(role)}", new RoleGranted(person.Person, role.Role, role.Team));
            }
        }

        foreach (var person in found.File.Roles ?? [])
        {
            foreach (var role in found.Organisation.RolesOf(person.Person).Except(person.Roles))
            {
                found.Add(person.Path, $"role of {person.Person}: - {Word(role)}", new RoleWithdrawn(person.Person, role.Role, role.Team));
            }
        }

        static string Word(RoleGrant role) => ConfigWords.Of(ConfigWords.Roles, role.Role) + (role.Team is null ? "" : " of " + role.Team);
    }

    private static void WriteRole(ConfigText text, RoleGrant role)
    {
        var word = ConfigWords.Of(ConfigWords.Roles, role.Role);
        if (role.Team is null)
        {
            text.Json.WriteStringValue(word);
            return;
        }

        text.Object(() =>
        {
            text.Json.WriteString("role", word);
            text.Json.WriteString("team", role.Team);
        });
    }

    private static ConfigRoles ReadPerson(string person, ConfigNode node)
    {
        var grants = node.List(item => item.IsText ? new RoleGrant(item.Word(ConfigWords.Roles)) : ReadOfTeam(item));
        if (grants.FirstOrDefault(g => g is { Role: Role.TeamAdmin, Team: null }) is not null)
        {
            node.Problem("A team admin is one of a team: {\"role\": \"team-admin\", \"team\": \"Cloud\"}.");
        }

        return new ConfigRoles(node.Path, person.Trim().ToLowerInvariant(), [.. grants.Distinct()]);
    }

    private static RoleGrant? ReadOfTeam(ConfigNode item) => item.Object("role", "team") is { } keys && keys.Needed("role") is { } role
        ? new RoleGrant(role.Word(ConfigWords.Roles), keys["team"]?.TextOrNull())
        : null;
}
