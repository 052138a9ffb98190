using System.Security.Claims;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>Tells who a signed-in person is and what they may do at this moment: roles are read from the decisions each time, so a change works at once, on open pages too.</summary>
public sealed class Callers(Database database)
{
    /// <summary>The claim with the address that the person's request or circuit came from.</summary>
    public const string AddressClaim = "address";

    /// <summary>The caller; somebody who is not signed in, or has no role, may do nothing.</summary>
    public async Task<Caller> OfAsync(ClaimsPrincipal person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.Identity is not { IsAuthenticated: true, Name: { Length: > 0 } email })
        {
            return new Caller("nobody", Access.Nobody);
        }

        // A key is no person, whatever its name says.
        if (person.Identity.AuthenticationType == ApiKeyHandler.SchemeName)
        {
            var isAdmin = person.HasClaim(ApiKeyHandler.ScopeClaim, nameof(ApiKeyScopes.Admin));
            return new Caller(
                new Actor($"api-key:{person.AccountId()} {email}", person.FindFirstValue(AddressClaim)),
                isAdmin ? new Access("", [new RoleGrant(Role.Owner)]) : Access.Nobody);
        }

        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return new Caller(
            new Actor(email.ToLowerInvariant(), person.FindFirstValue(AddressClaim)),
            new Access(email.ToLowerInvariant(), organisation.RolesOf(email)));
    }
}
