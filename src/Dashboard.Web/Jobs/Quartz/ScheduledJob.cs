using System.Globalization;
using Dashboard.Storage.Jobs;
using Quartz;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>What the scheduler runs: it finds the job by its id and hands over. Its name is stored; never rename.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduledJob(JobCatalogue catalogue, JobRunner runner) : IJob
{
    /// <summary>In the data of a trigger that was asked for: the number of the cause.</summary>
    public const string Cause = "cause";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A job of another version of this program, which shares the store.
        if (catalogue.Find(context.JobDetail.Key.Name) is { } job)
        {
            var cause = context.Recovering ? JobCause.Recovery
                : context.Trigger.JobDataMap.TryGetValue(Cause, out var asked) ? (JobCause)Convert.ToInt32(asked, CultureInfo.InvariantCulture)
                : JobCause.Schedule;
            await runner.RunAsync(job, cause, DueOf(context), cancellationToken);

            // Of a run that was broken off because the server stops the scheduler makes one that is recovered.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>When it was due; of a run that is recovered, when that one was.</summary>
    private static DateTimeOffset DueOf(IJobExecutionContext context) =>
        context.Recovering
        && context.MergedJobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, out var original)
        && DateTimeOffset.TryParse(Convert.ToString(original, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due)
            ? due
            : context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
}
