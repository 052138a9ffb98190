using Radzen;

namespace Dashboard.Web.Components;

/// <summary>Blazor and its controls.</summary>
internal static class Pages
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
    }

    public static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
}
