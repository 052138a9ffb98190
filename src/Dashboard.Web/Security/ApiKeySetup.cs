using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Features.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Web.Security;

/// <summary>Sign-in of programs.</summary>
internal static class ApiKeySetup
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoredApiKeys>().AddSingleton<ApiKeys>().AddSingleton<ApiKeyRate>().AddSingleton<ApiAttempts>();
        builder.Services.AddSingleton<KeysDesk>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.ApiKey, policy => Key(policy))
            .AddPolicy(Policies.Ingest, policy => Key(policy).RequireClaim(ApiKeyHandler.ScopeClaim, nameof(ApiKeyScopes.Ingest), nameof(ApiKeyScopes.Admin)))
            .AddPolicy(Policies.Read, policy => Key(policy).RequireClaim(ApiKeyHandler.ScopeClaim, nameof(ApiKeyScopes.Read), nameof(ApiKeyScopes.Admin)))
            .AddPolicy(Policies.Gate, policy => Key(policy).RequireClaim(ApiKeyHandler.ScopeClaim, nameof(ApiKeyScopes.Gate), nameof(ApiKeyScopes.Admin)))
            .AddPolicy(Policies.Admin, policy => Key(policy).RequireClaim(ApiKeyHandler.ScopeClaim, nameof(ApiKeyScopes.Admin)));
    }

    private static AuthorizationPolicyBuilder Key(AuthorizationPolicyBuilder policy) => policy.AddAuthenticationSchemes(ApiKeyHandler.SchemeName).RequireAuthenticatedUser();
}
