using System.Text.RegularExpressions;
using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Writes;
using Dashboard.Web.Jobs.Quartz;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs;

/// <summary>Runs a job and keeps its history. Whoever schedules calls this; it never throws, so that one failure ends no schedule.</summary>
public sealed partial class JobRunner(
    Database database, StoredJobSettings settings, SchedulerState scheduler, LiveUpdates live, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>Runs it once, unless it is paused or there is nothing for it to do on this server.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cause">Why.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="cancellationToken">The server stops.</param>
    public async Task RunAsync(RecurringJob job, JobCause cause, DateTimeOffset due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        try
        {
            await TryAsync(job, cause, due, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops; nothing was begun.
        }
#pragma warning disable CA1031 // The history itself could not be written. The next run tries again, and health shows a scheduler whose runs are old.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.HistoryFailed(log, job.Id, e);
        }
    }

    /// <summary>How many runs of a schedule were missed before one that is due: those after the end of the last run, after the last change of the schedule, and before this one.</summary>
    public static int Missed(JobSchedule schedule, JobRunRecord? last, long changedAtMs, DateTimeOffset due)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (last is null)
        {
            return 0;
        }

        var from = Math.Max(changedAtMs, Math.Max(last.DueMs, last.EndedMs ?? last.StartedMs));
        return schedule.CountBetween(DateTimeOffset.FromUnixTimeMilliseconds(from), due);
    }

    private async Task TryAsync(RecurringJob job, JobCause cause, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var setting = (await settings.AllAsync(cancellationToken)).GetValueOrDefault(job.Id);
        if (job.NotApplicable is not null || (cause != JobCause.Person && setting?.PausedAtMs is not null))
        {
            return;
        }

        var history = database.JobHistory;
        if (cause == JobCause.Recovery && await history.IsDoneAsync(job.Id, due.ToUnixTimeMilliseconds(), cancellationToken))
        {
            // Its server was killed after the run had ended, before the scheduler knew.
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (last, done) = await history.LastAsync(job.Id, job.IsPerNode ? scheduler.Node : null, cancellationToken);
        var missed = 0;
        if (cause is JobCause.Schedule && JobSchedule.TryParse(setting?.Cron ?? job.DefaultCron, await ZoneAsync(now, cancellationToken), out var schedule, out _))
        {
            missed = Missed(schedule, last, setting?.ChangedAtMs ?? 0, due);
        }

        var run = await history.BeginAsync(job.Id, scheduler.Node, job.IsPerNode, cause, due.ToUnixTimeMilliseconds(), now, missed, cancellationToken);
        try
        {
            var effect = await job.RunAsync(new JobRun(now, cause == JobCause.Person, done?.StartedMs), cancellationToken);
            await history.DoneAsync(run, Now(), effect.Counts, effect.Sentence, isIdle: !effect.HasEffect, CancellationToken.None);
            if (effect.HasEffect || cause == JobCause.Person)
            {
                live.Notify();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await history.FailedAsync(run, Now(), "The server stopped before it ended.", null, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever a job throws is its failure, kept and shown; its next run tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (last is { State: JobRunState.Failed })
            {
                Log.StillFails(log, job.Id, FirstLine(e.Message));
            }
            else
            {
                Log.JobFailed(log, job.Id, e);
            }

            await history.FailedAsync(run, Now(), FirstLine(e.Message), Text(e), CancellationToken.None);
            live.Notify();
        }
    }

    private async Task<TimeZoneInfo> ZoneAsync(long nowMs, CancellationToken cancellationToken)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return organisation.IsCreated ? ZoneDays.Find(organisation.Rules.Zone.At(nowMs)) : TimeZoneInfo.Utc;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "It failed without a message.";

    /// <summary>With the stack, without the folders of the machine that compiled it.</summary>
    private static string Text(Exception e) => SourcePlaces().Replace(e.ToString(), "");

    [GeneratedRegex(@" in [^\n]*:line \d+")]
    private static partial Regex SourcePlaces();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The job {Job} failed. Its next run tries again; the page Jobs has the whole text")]
        public static partial void JobFailed(ILogger logger, string job, Exception e);

        [LoggerMessage(3, LogLevel.Warning, "The job {Job} fails again: {Reason}")]
        public static partial void StillFails(ILogger logger, string job, string reason);

        [LoggerMessage(2, LogLevel.Error, "The run of the job {Job} could not be noted in its history")]
        public static partial void HistoryFailed(ILogger logger, string job, Exception e);
    }
}
