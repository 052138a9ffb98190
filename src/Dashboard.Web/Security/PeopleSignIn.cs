using System.Security.Claims;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Security;

/// <summary>Signs people in and out; each sign-in begins a session, and its cookie carries the session's id.</summary>
public sealed class PeopleSignIn(
    UserManager<AppUser> users,
    IHttpContextAccessor contexts,
    IUserClaimsPrincipalFactory<AppUser> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<AppUser>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<AppUser> confirmation,
    Sessions sessions,
    Invitations invitations,
    SignInTrail trail)
    : SignInManager<AppUser>(users, contexts, principals, options, log, schemes, confirmation)
{
    private bool _keepsSession;
    private Claim? _session;

    /// <summary>How the person proves who they are, in the words of the list of sessions. Set before signing in.</summary>
    public string How { get; set; } = "Password";

    /// <summary>The session of this request, if the person is signed in.</summary>
    public string? SessionId => Context.User.FindFirstValue(Sessions.Claim);

    /// <summary>Where this request comes from.</summary>
    public string? Address => Context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    public override async Task SignInWithClaimsAsync(AppUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        ArgumentNullException.ThrowIfNull(user);
        var session = _keepsSession ? SessionId : null;
        if (session is null)
        {
            await EndSessionAsync();
            await invitations.SettleAsync(user.Email ?? "");
            session = await sessions.StartAsync(user, How, Address, Context.Request.Headers.UserAgent.ToString(), Context.RequestAborted);
        }

        _session = new Claim(Sessions.Claim, session);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(_session));
    }

    /// <summary>Signs in and gives the principal of the cookie, for the rest of this request.</summary>
    public async Task<ClaimsPrincipal> SignInHereAsync(AppUser user)
    {
        await SignInAsync(user, isPersistent: false);
        var principal = await CreateUserPrincipalAsync(user);
        ((ClaimsIdentity)principal.Identity!).AddClaim(_session!);
        return principal;
    }

    /// <summary>Signs in with a passkey. It is two factors by itself, so no code is asked; a locked account stays locked.</summary>
    public override async Task<SignInResult> PasskeySignInAsync(string? credentialJson)
    {
        const int most = 20_000;
        PasskeyAssertionResult<AppUser> asserted;
        try
        {
            asserted = await PerformPasskeyAssertionAsync(credentialJson is { Length: > 0 and < most } ? credentialJson : "{}");
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked of this browser, or too long ago.
            return SignInResult.Failed;
        }

        if (!asserted.Succeeded)
        {
            await trail.RefusedAsync(null, Address, "Passkey", "unknown passkey");
            return SignInResult.Failed;
        }

        if (await PreSignInCheck(asserted.User) is { } refused)
        {
            await trail.RefusedAsync(asserted.User.Email, Address, "Passkey", "locked");
            return refused;
        }

        How = "Passkey";
        await UserManager.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey);
        return await SignInOrTwoFactorAsync(asserted.User, isPersistent: false, bypassTwoFactor: true);
    }

    /// <summary>A new cookie for the same session.</summary>
    public override async Task RefreshSignInAsync(AppUser user)
    {
        _keepsSession = true;
        await base.RefreshSignInAsync(user);
        _keepsSession = false;
    }

    public override async Task SignOutAsync()
    {
        await EndSessionAsync();
        await base.SignOutAsync();
    }

    /// <summary>How a person who now owes a code proved who they are first.</summary>
    public async Task<string> FirstFactorAsync() =>
        (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.HasClaim(c => c.Type == ClaimTypes.AuthenticationMethod) is true ? "Single sign-on" : "Password";

    private async Task EndSessionAsync()
    {
        if (SessionId is { } own && Context.User.AccountId() is { } account)
        {
            var email = Context.User.Identity?.Name;
            await sessions.EndAsync(account, email, own, new Actor(SignInTrail.Name(email), Address), "signed-out");
        }
    }
}
