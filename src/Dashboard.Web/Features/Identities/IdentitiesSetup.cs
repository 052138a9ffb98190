namespace Dashboard.Web.Features.Identities;

/// <summary>Registers the pages about identities.</summary>
internal static class IdentitiesSetup
{
    public static void AddIdentities(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IdentitiesDesk>();
}
