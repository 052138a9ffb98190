using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>
/// The two schedulers of a server: one whose store is shared, clustered on PostgreSQL and a file of its own on SQLite, and one in memory for
/// jobs that every server runs for itself. What people set stands in our own tables; the schedulers are made to follow it.
/// </summary>
internal sealed class Schedulers : IAsyncDisposable
{
    private const string ScheduleGroup = "schedule";
    private static readonly TimeSpan Checkin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Misfire = TimeSpan.FromSeconds(30);

    private readonly Database _database;
    private readonly JobCatalogue _catalogue;
    private readonly StoredJobSettings _settings;
    private readonly TimeProvider _time;
    private readonly IScheduler _shared;
    private readonly IScheduler _own;

    private Schedulers(Database database, JobCatalogue catalogue, StoredJobSettings settings, TimeProvider time, IScheduler shared, IScheduler own) =>
        (_database, _catalogue, _settings, _time, _shared, _own) = (database, catalogue, settings, time, shared, own);

    /// <summary>Whether both run.</summary>
    public bool AreRunning => _shared.Status == SchedulerStatus.Running && _own.Status == SchedulerStatus.Running;

    /// <summary>Makes the store if it is missing, gives it all jobs and their schedules, and starts.</summary>
    public static async Task<Schedulers> StartAsync(
        Database database, JobCatalogue catalogue, JobRunner runner, StoredJobSettings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var factory = new ScheduledJobFactory(catalogue, runner);

        // The file gets its journal from the history, before the scheduler opens it.
        await database.JobHistory.SumsAsync(long.MaxValue, cancellationToken);
        var shared = await BuildAsync(
            "drawdown",
            q => q.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                store.ConfigureStore(o =>
                {
                    o.MisfireThreshold = Misfire;
                    o.RecoverFiringsCancelledByShutdown = true;
                });
                if (database.Options.Provider == DatabaseProvider.Postgres)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, database.Options.JobsConnectionString);
                    store.UseClustering(c => c.CheckinInterval = Checkin);
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, database.Options.JobsConnectionString);
                }
            }),
            factory, time, loggers, cancellationToken);
        var own = await BuildAsync("drawdown-own", q => q.UseInMemoryStore(o => o.MisfireThreshold = Misfire), factory, time, loggers, cancellationToken);
        var schedulers = new Schedulers(database, catalogue, settings, time, shared, own);
        try
        {
            await schedulers.AddJobsAsync(cancellationToken);
            await schedulers.FollowSettingsAsync(cancellationToken);
            await shared.Start(cancellationToken);
            await own.Start(cancellationToken);
            return schedulers;
        }
        catch
        {
            await schedulers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a job as soon as it does not run: one more run, however often it was asked for.</summary>
    public async Task RunSoonAsync(RecurringJob job, JobCause cause, CancellationToken cancellationToken)
    {
        var trigger = TriggerBuilder.Create(_time)
            .WithIdentity(job.Id, "asked-" + ((int)cause).ToString(CultureInfo.InvariantCulture))
            .ForJob(new JobKey(job.Id))
            .UsingJobData(ScheduledJob.Cause, ((int)cause).ToString(CultureInfo.InvariantCulture))
            .StartNow()
            .Build();
        await Of(job).ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
    }

    /// <summary>Makes the schedules what the settings and the organisation's zone say; writes only what differs.</summary>
    public async Task FollowSettingsAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var organisation = await _database.Decisions.CurrentAsync(cancellationToken);
        var zone = organisation.IsCreated ? ZoneDays.Find(organisation.Rules.Zone.At(now)) : TimeZoneInfo.Utc;
        var settings = await _settings.AllAsync(cancellationToken);
        foreach (var group in _catalogue.All.GroupBy(Of))
        {
            var there = (await group.Key.GetTriggers([.. group.Select(KeyOf)], cancellationToken)).OfType<ICronTrigger>().ToDictionary(t => t.Key);
            foreach (var job in group)
            {
                var setting = settings.GetValueOrDefault(job.Id);
                if (!JobSchedule.TryParse(setting?.Cron, zone, out var schedule, out _) && !JobSchedule.TryParse(job.DefaultCron, zone, out schedule, out var problem))
                {
                    throw new InvalidOperationException($"The schedule of the job {job.Id} is wrong. {problem}");
                }

                await FollowAsync(group.Key, job, setting?.PausedAtMs is null ? schedule : null, there.GetValueOrDefault(KeyOf(job)), cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _own.Shutdown(waitForJobsToComplete: true);
        await _shared.Shutdown(waitForJobsToComplete: true);
    }

    private static async Task FollowAsync(IScheduler scheduler, RecurringJob job, JobSchedule? wanted, ICronTrigger? there, CancellationToken cancellationToken)
    {
        if (wanted is null)
        {
            if (there is not null)
            {
                await scheduler.UnscheduleJob(there.Key, cancellationToken);
            }
        }
        else if (there is null || there.CronExpressionString != wanted.Cron.CronExpressionString || there.TimeZone.Id != wanted.Cron.TimeZone.Id)
        {
            var trigger = TriggerBuilder.Create(scheduler.TimeProvider)
                .WithIdentity(KeyOf(job))
                .ForJob(new JobKey(job.Id))
                .WithSchedule(CronScheduleBuilder.Create(wanted.Cron).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build();
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
        }
    }

    private async Task AddJobsAsync(CancellationToken cancellationToken)
    {
        foreach (var job in _catalogue.All)
        {
            var detail = JobBuilder.Create<ScheduledJob>().WithIdentity(new JobKey(job.Id)).WithDescription(job.Name).StoreDurably().RequestRecovery(!job.IsPerNode).DisallowConcurrentExecution().Build();
            await Of(job).AddJob(detail, AddJobOptions.Replacing, cancellationToken);
        }

        // A job of an older version has no schedule any more.
        var known = _catalogue.All.Select(j => j.Id).ToHashSet(StringComparer.Ordinal);
        var stored = await _shared.QueryJobs(new JobQuery(), cancellationToken);
        foreach (var gone in stored.Items.Where(j => !known.Contains(j.Key.Name)))
        {
            await _shared.DeleteJob(gone.Key, cancellationToken);
        }
    }

    private IScheduler Of(RecurringJob job) => job.IsPerNode ? _own : _shared;

    private static TriggerKey KeyOf(RecurringJob job) => new(job.Id, ScheduleGroup);

    private static async Task<IScheduler> BuildAsync(
        string name, Action<IQuartzBuilder> store, ScheduledJobFactory factory, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        await QuartzSchedulerBuilder.Create(q =>
        {
            q.Services.AddSingleton(loggers);
            q.ConfigureScheduler(o =>
            {
                o.InstanceName = name;
                o.GenerateInstanceId = true;
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            q.UseTimeProvider(time);
            q.UseJobFactory(factory);
            store(q);
        }).BuildScheduler(cancellationToken);
}
