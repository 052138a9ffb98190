using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Finds or makes the account of somebody whom the provider vouched for, and signs them in.</summary>
internal sealed class SingleSignOnDoor(
    AppDb db, UserManager<AppUser> users, PeopleSignIn signIn, SingleSignOnSettings settings, MappedRoles roles, TimeProvider time)
{
    /// <summary>Signs in whom the provider said; the address to go to.</summary>
    /// <exception cref="SingleSignOnRefusal">No account, one that is somebody else's there, or a locked one.</exception>
    public async Task<SignInResult> EnterAsync(ClaimsPrincipal provided)
    {
        string Claim(string type) => provided.FindFirstValue(type) ?? throw new SingleSignOnRefusal("provider", "a claim is missing");
        var (email, key) = (Claim(ClaimTypes.Email), KeyOf(Claim(ClaimTypes.NameIdentifier)));
        var account = await users.FindByLoginAsync(settings.Issuer, key) ?? await LinkAsync(email, key, Claim(ClaimTypes.Name));
        if (await users.IsLockedOutAsync(account))
        {
            throw new SingleSignOnRefusal("locked", "locked") { Data = { ["email"] = account.Email } };
        }

        await roles.ApplyAsync((account.Email ?? "").ToLowerInvariant(), RoleWords.Read(Claim(SingleSignOnHandler.RolesClaim)), signIn.Address);
        signIn.How = "Single sign-on";
        return await signIn.ExternalLoginSignInAsync(settings.Issuer, key, isPersistent: false, bypassTwoFactor: false);
    }

    /// <summary>By the verified e-mail, once: an account that has an identity of a provider is not given to another one.</summary>
    private async Task<AppUser> LinkAsync(string email, string key, string name)
    {
        var login = new UserLoginInfo(settings.Issuer, key, settings.ButtonText);
        if (await users.FindByEmailAsync(email) is { } known)
        {
            if ((await users.GetLoginsAsync(known)).Count > 0)
            {
                throw new SingleSignOnRefusal("linked", "the account belongs to another identity") { Data = { ["email"] = email } };
            }

            await KeepAsync(known, "single-sign-on-linked", () => users.AddLoginAsync(known, login));
            return known;
        }

        if (!settings.AutoCreate)
        {
            throw new SingleSignOnRefusal("no-account", "no account");
        }

        var made = new AppUser { UserName = email, Email = email, EmailConfirmed = true, Name = name };
        await KeepAsync(made, "account-made", async () => await users.CreateAsync(made) is { Succeeded: false } failed ? failed : await users.AddLoginAsync(made, login));
        return made;
    }

    private async Task KeepAsync(AppUser account, string kind, Func<Task<IdentityResult>> change)
    {
        var entry = SignInTrail.Entry(kind, account.Email, new Actor(MappedRoles.Actor, signIn.Address), new { issuer = settings.Issuer });
        if (!await AuditedChange.RunAsync(db, async () => (await change()).Succeeded, entry, time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            throw new SingleSignOnRefusal("provider", "the account could not be kept");
        }
    }

    /// <summary>A subject may be longer than the column and hold anything.</summary>
    private static string KeyOf(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));
}
