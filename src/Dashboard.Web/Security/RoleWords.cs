using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>Roles in words, and as JSON in invitations.</summary>
public static class RoleWords
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>Each role with what it is for.</summary>
    public static IReadOnlyList<(Role Role, string Word, string Meaning)> All { get; } =
    [
        (Role.Owner, "Owner", "everything, also people and settings"),
        (Role.Finance, "Finance", "reads everything, exports and shares it"),
        (Role.TeamAdmin, "Team admin", "seats, overage and claims of the teams chosen"),
        (Role.SeatHolder, "Seat holder", "the seat with this e-mail"),
        (Role.Auditor, "Auditor", "reads everything and the audit trail"),
        (Role.Platform, "Platform", "sources and API keys"),
    ];

    /// <summary>The role in words: <c>Team admin, Cloud</c>.</summary>
    public static string Of(RoleGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var word = All.First(r => r.Role == grant.Role).Word;
        return grant.Team is null ? word : $"{word}, {grant.Team}";
    }

    /// <summary>All roles in one line.</summary>
    public static string Of(IEnumerable<RoleGrant> grants) => string.Join(" · ", grants.OrderBy(g => g.Role).ThenBy(g => g.Team, StringComparer.Ordinal).Select(Of)) is { Length: > 0 } words ? words : "No role";

    /// <summary>As stored.</summary>
    public static string Write(IEnumerable<RoleGrant> grants) => JsonSerializer.Serialize(grants, Options);

    /// <summary>From the store.</summary>
    public static IReadOnlyList<RoleGrant> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<RoleGrant>>(json, Options) ?? [];
}
