namespace Dashboard.Storage.Decisions;

/// <summary>One role of a person.</summary>
/// <param name="Role">The role.</param>
/// <param name="Team">The team it is for; only with <see cref="Role.TeamAdmin"/>, and always there.</param>
public sealed record RoleGrant(Role Role, string? Team = null);
