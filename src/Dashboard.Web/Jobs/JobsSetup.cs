using Dashboard.Storage.Writes;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Jobs.Recurring;

namespace Dashboard.Web.Jobs;

/// <summary>Registers recurring jobs and what runs them.</summary>
internal static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var node = builder.Configuration["Dashboard:Node"] is { Length: > 0 } name ? name : Environment.MachineName;
        builder.Services.AddSingleton(new SchedulerState(node));
        builder.Services.AddSingleton<JobCatalogue>().AddSingleton<JobSignals>().AddSingleton<JobRunner>().AddSingleton<StoredJobSettings>();
        builder.Services.AddHostedService<JobHost>();
        builder.Services.AddJob<BooksJob>().AddJob<EvaluateJob>().AddJob<DeadManJob>().AddJob<ForecastsJob>().AddJob<DoctorJob>().AddJob<BackupJob>().AddJob<PruneJob>();
    }

    /// <summary>Adds a recurring job: this line is all it takes.</summary>
    public static IServiceCollection AddJob<T>(this IServiceCollection services)
        where T : RecurringJob => services.AddSingleton<RecurringJob, T>();
}
