namespace Dashboard.Web.Features.Jobs;

/// <summary>Registers what the pages about jobs need.</summary>
internal static class JobsFeature
{
    public static void AddJobPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<JobsDesk>().AddSingleton<JobCommands>();
}
