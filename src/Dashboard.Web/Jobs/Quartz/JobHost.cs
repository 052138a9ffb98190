using Dashboard.Storage;
using Dashboard.Storage.Writes;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>
/// Keeps the schedulers of this server running: starts them, again when their database was away, gives them what was asked for, and makes
/// them follow what people set on any server.
/// </summary>
internal sealed partial class JobHost(
    Database database, JobCatalogue catalogue, JobRunner runner, JobSignals signals, StoredJobSettings settings, SchedulerState state, TimeProvider time,
    ILoggerFactory loggers, ILogger<JobHost> log) : BackgroundService
{
    /// <summary>How soon a change that was made on another server is followed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        database.Outbox.Added += DeliverSoon;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The host stops.
            }
#pragma warning disable CA1031 // Its database may be away for a while: health says so, and it is tried again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.NotRunning(log, e);
                state.Stopped("The scheduler cannot use its database, so no job runs. It tries again every ten seconds; the log has the reason.");
                await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        database.Outbox.Added -= DeliverSoon;
        state.Stopped("The server stops.");
    }

    private void DeliverSoon() => signals.Ask(JobIds.Deliver);

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var schedulers = await Schedulers.StartAsync(database, catalogue, runner, settings, time, loggers, stoppingToken);
        foreach (var job in catalogue.All.Where(j => j.RunsAtStart))
        {
            signals.Ask(job.Id);
        }

        var followed = time.GetTimestamp();
        while (true)
        {
            if (schedulers.AreRunning)
            {
                state.Runs(time.GetUtcNow());
            }
            else
            {
                state.Stopped("The scheduler has stopped. Restart the server; the log has the reason.");
            }

            foreach (var (id, cause) in signals.Take())
            {
                if (catalogue.Find(id) is { } job)
                {
                    await AskAsync(schedulers, job, cause, stoppingToken);
                }
            }

            if (time.GetElapsedTime(followed) >= Look || signals.TakeChanged())
            {
                await schedulers.FollowSettingsAsync(stoppingToken);
                followed = time.GetTimestamp();
            }

            await signals.WaitAsync(Look, time, stoppingToken);
        }
    }

    private async Task AskAsync(Schedulers schedulers, RecurringJob job, Dashboard.Storage.Jobs.JobCause cause, CancellationToken stoppingToken)
    {
        try
        {
            await schedulers.RunSoonAsync(job, cause, stoppingToken);
        }
        catch
        {
            signals.Ask(job.Id, cause);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The scheduler cannot use its database, so no job runs. It tries again in ten seconds")]
        public static partial void NotRunning(ILogger logger, Exception e);
    }
}
