using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Who has this value in this claim has this role.</summary>
/// <param name="Claim">A field of the provider's user information; a dot goes into an object: <c>realm_access.roles</c>.</param>
/// <param name="Value">The text, or one of the texts of a list.</param>
/// <param name="Grant">The role.</param>
internal sealed record SingleSignOnRole(string Claim, string Value, RoleGrant Grant);
