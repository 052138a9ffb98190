using Radzen;

namespace Dashboard.Web.Components;

/// <summary>Blazor and its controls.</summary>
internal static class Pages
{
    /// <summary>A pasted list of seats comes in one message.</summary>
    private const long MostPasted = 1 << 20;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostPasted);
        builder.Services.AddRadzenComponents();
    }

    public static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
}
