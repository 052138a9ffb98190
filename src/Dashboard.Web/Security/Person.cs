using System.Security.Claims;

namespace Dashboard.Web.Security;

/// <summary>The person at the other end.</summary>
public static class Person
{
    /// <summary>The name to show: the person's own, else the e-mail address.</summary>
    public static string DisplayName(this ClaimsPrincipal person) =>
        person.FindFirstValue(NamedPrincipalFactory.NameClaim) is { Length: > 0 } name ? name : person.Identity?.Name ?? "";

    /// <summary>The id of the account, for rows that say who decided.</summary>
    public static string? AccountId(this ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.NameIdentifier);
}
