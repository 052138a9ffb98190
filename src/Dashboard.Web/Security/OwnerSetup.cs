using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Makes the first account, once.</summary>
public sealed class OwnerSetup(AppDb db, UserManager<AppUser> users, RoleManager<IdentityRole> roles, OwnerAdoption adoption)
{
    /// <summary>
    /// Uses the token up and makes the owner in one transaction, so that of two requests at the same time one wins. When the
    /// account is refused (a weak password) the token stays open.
    /// </summary>
    public async Task<OwnerSetupResult> CreateAsync(string token, string name, string email, string password, CancellationToken cancellationToken)
    {
        OwnerSetupResult result = new OwnerSetupResult.LinkIsGone();
        await SetupLinks.UseUpAsync(
            db,
            Secret.Hash(token),
            async () =>
            {
                var owner = new AppUser { UserName = email, Email = email, EmailConfirmed = true, Name = name };
                var created = await users.CreateAsync(owner, password);
                if (!created.Succeeded)
                {
                    result = new OwnerSetupResult.Refused([.. created.Errors.Select(e => e.Description)]);
                    return false;
                }

                await MakeOwnerAsync(owner);
                result = new OwnerSetupResult.Created(owner);
                return true;
            },
            cancellationToken);
        if (result is OwnerSetupResult.Created)
        {
            await adoption.RunAsync(cancellationToken);
        }

        return result;
    }

    private async Task MakeOwnerAsync(AppUser owner)
    {
        if (!await roles.RoleExistsAsync(OwnerAdoption.Mark))
        {
            Require(await roles.CreateAsync(new IdentityRole(OwnerAdoption.Mark)));
        }

        Require(await users.AddToRoleAsync(owner, OwnerAdoption.Mark));
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("The owner's role could not be written: " + string.Join(' ', result.Errors.Select(e => e.Code)));
        }
    }
}
