using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>
/// The code flow with PKCE of the framework, against an OpenID Connect provider. Who it is comes from the provider's user information
/// over the wire; an id token is not read, so there is no signature to get wrong.
/// </summary>
internal sealed class SingleSignOnHandler(IOptionsMonitor<SingleSignOnOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<SingleSignOnOptions>(options, logger, encoder)
{
    public const string SchemeName = "oauth";

    /// <summary>Roles that follow from the provider's claims, as JSON.</summary>
    public const string RolesClaim = "sso-roles";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await Options.EndpointsAsync(Context.RequestAborted);
        await base.HandleChallengeAsync(properties);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // A provider that says who answers must be the one that was asked (RFC 9207).
        if (Request.Query["iss"].ToString() is { Length: > 0 } issuer && issuer.TrimEnd('/') != Options.Settings.Issuer.TrimEnd('/'))
        {
            throw new SingleSignOnRefusal("provider", "another issuer answered");
        }

        await Options.EndpointsAsync(Context.RequestAborted);
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var endpoints = await Options.EndpointsAsync(Context.RequestAborted);
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = context.Code, ["redirect_uri"] = context.RedirectUri };
        if (context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
        {
            form[OAuthConstants.CodeVerifierKey] = verifier;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Token);
        if (endpoints.IsBasic && Options.ClientSecret.Length > 0)
        {
            var pair = Uri.EscapeDataString(Options.ClientId) + ":" + Uri.EscapeDataString(Options.ClientSecret);
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = Options.ClientId;
            if (Options.ClientSecret.Length > 0)
            {
                form["client_secret"] = Options.ClientSecret;
            }
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        if (!response.IsSuccessStatusCode)
        {
            return OAuthTokenResponse.Failed(new SingleSignOnRefusal("provider", $"the token endpoint answered {(int)response.StatusCode}"));
        }

        return OAuthTokenResponse.Success(JsonDocument.Parse(await response.Content.ReadAsStringAsync(Context.RequestAborted)));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var endpoints = await Options.EndpointsAsync(Context.RequestAborted);
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoints.UserInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        if (!response.IsSuccessStatusCode)
        {
            throw new SingleSignOnRefusal("provider", $"the user information endpoint answered {(int)response.StatusCode}");
        }

        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Context.RequestAborted));
        var person = SingleSignOnPerson.Read(document.RootElement, Options.Settings);
        identity.AddClaims(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Subject), new Claim(ClaimTypes.Email, person.Email), new Claim(ClaimTypes.Name, person.Name),
            new Claim(RolesClaim, RoleWords.Write(person.Roles)),
        ]);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }
}
