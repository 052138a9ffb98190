using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>The framework's options with endpoints that are asked of the provider when they are first needed, so that a provider that is away does not keep the server from starting.</summary>
internal sealed class SingleSignOnOptions : OAuthOptions
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private volatile Found? _found;

    public SingleSignOnSettings Settings { get; set; } = default!;

    /// <summary>The base class wants endpoints now; ours come later.</summary>
    public override void Validate()
    {
    }

    /// <summary>The stated endpoints, or those of the discovery document, which must name the issuer it was asked of.</summary>
    /// <exception cref="SingleSignOnRefusal">The provider does not say them.</exception>
    public async Task<SingleSignOnEndpoints> EndpointsAsync(CancellationToken cancellationToken)
    {
        if (Settings.Endpoints is { } stated)
        {
            return Use(stated);
        }

        // Two that ask at once both ask the provider, and get the same.
        var now = TimeProvider!.GetUtcNow();
        var found = _found;
        if (found is null || now - found.At > Fresh)
        {
            _found = found = new Found(await DiscoverAsync(cancellationToken), now);
        }

        return Use(found.Endpoints);
    }

    private SingleSignOnEndpoints Use(SingleSignOnEndpoints endpoints)
    {
        AuthorizationEndpoint = endpoints.Authorization;
        TokenEndpoint = endpoints.Token;
        UserInformationEndpoint = endpoints.UserInfo;
        return endpoints;
    }

    private async Task<SingleSignOnEndpoints> DiscoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await Backchannel.GetStringAsync(new Uri(Settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration"), cancellationToken));
            string Text(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            var methods = document.RootElement.TryGetProperty("token_endpoint_auth_methods_supported", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(m => m.GetString()).ToList()
                : ["client_secret_basic"];
            var endpoints = new SingleSignOnEndpoints(Text("authorization_endpoint"), Text("token_endpoint"), Text("userinfo_endpoint"), IsBasic: !methods.Contains("client_secret_post"));
            return Text("issuer").TrimEnd('/') == Settings.Issuer.TrimEnd('/') && ((string[])[endpoints.Authorization, endpoints.Token, endpoints.UserInfo]).All(SingleSignOnEndpoints.IsSafe)
                ? endpoints
                : throw new SingleSignOnRefusal("provider", "the discovery document is not that of the issuer, or lacks an endpoint");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SingleSignOnRefusal("provider", "the discovery document cannot be read");
        }
    }

    private sealed record Found(SingleSignOnEndpoints Endpoints, DateTimeOffset At);
}
