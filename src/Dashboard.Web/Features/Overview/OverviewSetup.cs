using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.Overview;

/// <summary>Registers the first page.</summary>
internal static class OverviewSetup
{
    public static void AddOverview(this WebApplicationBuilder builder) => builder.Services.AddSingleton<OverviewReader>().AddSingleton<ISharedPage, SharedOverview>();
}
