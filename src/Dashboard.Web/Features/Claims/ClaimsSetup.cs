namespace Dashboard.Web.Features.Claims;

/// <summary>Registers claims.</summary>
internal static class ClaimsSetup
{
    public static void AddClaims(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ClaimsDesk>();
}
