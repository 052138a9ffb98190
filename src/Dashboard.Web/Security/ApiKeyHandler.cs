using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Security;

/// <summary>Recognises <c>Authorization: Bearer dd_…</c>.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, ApiAttempts attempts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    public const string ScopeClaim = "scope";
    private const string Prefix = "Bearer ";
    private const int MaxLength = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var key = header.Length <= MaxLength ? await keys.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) : null;
        if (key is null)
        {
            return AuthenticateResult.Fail("The API key is unknown, withdrawn or expired.");
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, key.Id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, key.Name)], Scheme.Name);
        Context.Features.Set(key);
        foreach (var scope in Enum.GetValues<ApiKeyScopes>().Where(s => s != ApiKeyScopes.None && key.Scopes.HasFlag(s)))
        {
            identity.AddClaim(new Claim(ScopeClaim, scope.ToString()));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (attempts.Count(Context) is { } wait)
        {
            RateAnswer.Set(Response, wait);
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = SchemeName;
        return Task.CompletedTask;
    }
}
