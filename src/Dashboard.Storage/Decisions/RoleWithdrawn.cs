namespace Dashboard.Storage.Decisions;

/// <summary>A person has a role no longer. The last owner keeps the role.</summary>
/// <param name="Person">The person's e-mail; stored in lower case.</param>
/// <param name="Role">The role.</param>
/// <param name="Team">The team of a team admin; null for every other role.</param>
public sealed record RoleWithdrawn(string Person, Role Role, string? Team = null) : PersonDecision(Person);
