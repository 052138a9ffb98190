using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.TestKit.SignIn;

/// <summary>
/// A small OpenID Connect provider on a port of its own: discovery, authorization code with PKCE (S256 only), token, user information.
/// It consents at once, and is as strict as the standard with whoever asks.
/// </summary>
public sealed class LocalProvider : IAsyncDisposable
{
    public const string ClientId = "drawdown";
    public const string ClientSecret = "a secret of the tests";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _tokens = new();

    private LocalProvider(WebApplication app) => _app = app;

    /// <summary>The issuer, also the address.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What user information says.</summary>
    public Dictionary<string, object> Person { get; set; } = new()
    {
        ["sub"] = "user-1", ["email"] = "Mara@alderway.example", ["email_verified"] = true, ["name"] = "Mara Lindqvist",
    };

    /// <summary>How the client must show its secret: <c>client_secret_post</c> or <c>client_secret_basic</c>.</summary>
    public string ClientAuthentication { get; set; } = "client_secret_post";

    /// <summary>The state that goes back instead of the one that came.</summary>
    public string? OtherState { get; set; }

    /// <summary>The issuer that goes back instead of this one.</summary>
    public string? OtherIssuer { get; set; }

    /// <summary>Whether the code is bound to another challenge than the one that came.</summary>
    public bool ForgetsChallenge { get; set; }

    /// <summary>Whether the person says no.</summary>
    public bool Denies { get; set; }

    /// <summary>Why the token endpoint refused last.</summary>
    public string? Refused { get; private set; }

    /// <summary>Starts one.</summary>
    public static async Task<LocalProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new LocalProvider(builder.Build());
        await provider.RunAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RunAsync()
    {
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/userinfo",
            ["token_endpoint_auth_methods_supported"] = new[] { ClientAuthentication },
        }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync); // as a request delegate its answer would be dropped
        _app.MapGet("/userinfo", (HttpContext context) =>
            context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && _tokens.ContainsKey(token) ? Results.Json(Person) : Results.Unauthorized());
        await _app.StartAsync();
        Issuer = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    private IResult Authorize(HttpContext context)
    {
        string Query(string name) => context.Request.Query[name].ToString();
        var redirect = Query("redirect_uri");
        if (Query("client_id") != ClientId || Query("response_type") != "code" || !redirect.EndsWith("/sign-in/oauth/callback", StringComparison.Ordinal)
            || Query("code_challenge_method") != "S256" || Query("code_challenge").Length != 43 || !Query("scope").Split(' ').Contains("openid"))
        {
            return Results.BadRequest("not a request of this client");
        }

        var state = OtherState ?? Query("state");
        if (Denies)
        {
            return Results.Redirect(redirect + QueryString.Create("error", "access_denied").Add("state", state));
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = new Grant(redirect, ForgetsChallenge ? new string('x', 43) : Query("code_challenge"));
        return Results.Redirect(redirect + QueryString.Create("code", code).Add("state", state).Add("iss", OtherIssuer ?? Issuer));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(ClientSecret)}"));
        var knows = ClientAuthentication == "client_secret_basic"
            ? context.Request.Headers.Authorization == basic && !form.ContainsKey("client_secret")
            : form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        if (!knows)
        {
            return Refuse("invalid_client");
        }

        if (form["grant_type"] != "authorization_code" || !_codes.TryRemove(form["code"].ToString(), out var grant) || grant.Redirect != form["redirect_uri"])
        {
            return Refuse("invalid_grant: code");
        }

        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != grant.Challenge)
        {
            return Refuse("invalid_grant: pkce");
        }

        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = true;
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 60 });
    }

    private IResult Refuse(string why)
    {
        Refused = why;
        return Results.Json(new { error = why.Split(':')[0] }, statusCode: StatusCodes.Status400BadRequest);
    }

    private sealed record Grant(string Redirect, string Challenge);
}
