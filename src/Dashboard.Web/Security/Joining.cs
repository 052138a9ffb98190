using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Turns an invitation into an account.</summary>
public sealed class Joining(AppDb db, UserManager<AppUser> users, Invitations invitations, PeopleSignIn signIn, TimeProvider time)
{
    /// <summary>Uses the link up, makes the account, grants the roles and signs in; what is wrong when it did not.</summary>
    public async Task<string?> JoinAsync(string token, string name, string password)
    {
        if (await invitations.FindAsync(token) is not InvitationState.Open(var invitation))
        {
            return "This link is not valid any more.";
        }

        var person = new AppUser { UserName = invitation.Email, Email = invitation.Email, EmailConfirmed = true, Name = name.Trim() };
        var result = IdentityResult.Success;
        var joined = await StoredInvitations.UseUpAsync(
            db,
            invitation.Id,
            Secret.Hash(token),
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            async () => (result = await users.CreateAsync(person, password)).Succeeded,
            SignInTrail.Entry("invitation-used", invitation.Email, new Actor(SignInTrail.Name(invitation.Email), signIn.Address)));
        if (!joined)
        {
            return result.Succeeded ? "This link is not valid any more." : string.Join(' ', result.Errors.Select(e => e.Description).Distinct());
        }

        signIn.How = "Invitation";
        await signIn.SignInAsync(person, isPersistent: false);
        return null;
    }
}
