using Dashboard.Storage.Writes;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Security;

/// <summary>Sign-in of programs.</summary>
internal static class ApiKeySetup
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoredApiKeys>().AddSingleton<ApiKeys>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.ApiKey, policy => policy.AddAuthenticationSchemes(ApiKeyHandler.SchemeName).RequireAuthenticatedUser());
    }
}
