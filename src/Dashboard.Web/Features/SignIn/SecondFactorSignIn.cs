using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.SignIn;

/// <summary>The second step of signing in. Wrong codes count towards the lockout like wrong passwords, recovery codes too.</summary>
public sealed class SecondFactorSignIn(PeopleSignIn signIn, SignInTrail trail)
{
    private const int AppCodeLength = 6;
    private const string Wrong = "This code is wrong, or was used before. Wait for the next one.";
    private const string Locked = "Too many wrong codes. This account opens again after 10 minutes.";
    private const string TooLate = "That took too long. Start again.";

    /// <summary>Whether somebody gave the right password and now owes a code.</summary>
    public async Task<bool> IsAskedAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>Signs in; what is wrong when it did not.</summary>
    public async Task<string?> SignInAsync(string code, bool stay)
    {
        var given = code.Replace(" ", "", StringComparison.Ordinal);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return TooLate;
        }

        var isAppCode = given.Length == AppCodeLength && given.All(char.IsAsciiDigit);
        signIn.How = await signIn.FirstFactorAsync() + (isAppCode ? " and code" : " and recovery code");
        if (await TryAsync(user, given, isAppCode, stay))
        {
            return null;
        }

        var isLocked = await signIn.UserManager.IsLockedOutAsync(user);
        await trail.RefusedAsync(user.Email, signIn.Address, signIn.How, isLocked ? "wrong code, locked out" : "wrong code");
        return isLocked ? Locked : isAppCode ? Wrong : "This recovery code is wrong, or was used before.";
    }

    private async Task<bool> TryAsync(AppUser user, string given, bool isAppCode, bool stay)
    {
        if (isAppCode)
        {
            return (await signIn.TwoFactorAuthenticatorSignInAsync(given, stay, rememberClient: false)).Succeeded;
        }

        if (await signIn.UserManager.IsLockedOutAsync(user))
        {
            return false;
        }

        if ((await signIn.TwoFactorRecoveryCodeSignInAsync(given)).Succeeded)
        {
            return true;
        }

        await signIn.UserManager.AccessFailedAsync(user);
        return false;
    }
}
