using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Security;

/// <summary>Makes the first account, once.</summary>
public sealed class OwnerSetup(AppDb db, UserManager<AppUser> users, RoleManager<IdentityRole> roles)
{
    /// <summary>
    /// Uses the token up and makes the owner in one transaction. Of two requests at the same time one deletes the row and the
    /// other finds it gone. When the account is refused (a weak password) the token stays open.
    /// </summary>
    public async Task<OwnerSetupResult> CreateAsync(string token, string name, string email, string password, CancellationToken cancellationToken)
    {
        var hash = Secret.Hash(token);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<SetupLinkRow>().Where(r => r.TokenHash == hash).ExecuteDeleteAsync(cancellationToken) == 0 || await db.Users.AnyAsync(cancellationToken))
        {
            return new OwnerSetupResult.LinkIsGone();
        }

        var owner = new AppUser { UserName = email, Email = email, EmailConfirmed = true, Name = name };
        var created = await users.CreateAsync(owner, password);
        if (!created.Succeeded)
        {
            return new OwnerSetupResult.Refused([.. created.Errors.Select(e => e.Description)]);
        }

        if (!await roles.RoleExistsAsync(Roles.Owner))
        {
            Require(await roles.CreateAsync(new IdentityRole(Roles.Owner)));
        }

        Require(await users.AddToRoleAsync(owner, Roles.Owner));
        await transaction.CommitAsync(cancellationToken);
        return new OwnerSetupResult.Created(owner);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("The owner's role could not be written: " + string.Join(' ', result.Errors.Select(e => e.Code)));
        }
    }
}
