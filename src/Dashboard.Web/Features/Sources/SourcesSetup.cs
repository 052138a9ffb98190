using Dashboard.Web.Jobs;

namespace Dashboard.Web.Features.Sources;

/// <summary>Registers what the Sources page needs.</summary>
internal static class SourcesSetup
{
    public static void AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WatchedFolders>().AddSingleton<FolderWatcher>().AddSingleton<SourceCommands>().AddSingleton<SourcesQuery>();
        builder.Services.AddJob<ScanFoldersJob>();
    }
}
