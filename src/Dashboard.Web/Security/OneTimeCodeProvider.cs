using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Security;

/// <summary>Accepts the code of an authenticator app, each step once: a code that somebody looked at over a shoulder is worth nothing afterwards.</summary>
internal sealed class OneTimeCodeProvider(StoredCodeSteps steps, TimeProvider time) : IUserTwoFactorTokenProvider<AppUser>
{
    private const int LongestCode = 20;

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<AppUser> manager, AppUser user)
    {
        var secret = await manager.GetAuthenticatorKeyAsync(user);
        return secret is { Length: > 0 } && token.Length <= LongestCode
            && OneTimeCodes.Match(secret, token, time.GetUtcNow().ToUnixTimeMilliseconds()) is { } step
            && await steps.UseAsync(user.Id, step);
    }

    /// <summary>Whoever turned it on is asked for a code, also when the secret cannot be read any more: a recovery code still works then.</summary>
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<AppUser> manager, AppUser user) => Task.FromResult(user.TwoFactorEnabled);

    /// <summary>The app makes the codes, never the server.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<AppUser> manager, AppUser user) => Task.FromResult("");
}
