using Quartz;
using Quartz.Extensibility;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>Makes what the scheduler runs.</summary>
internal sealed class ScheduledJobFactory(JobCatalogue catalogue, JobRunner runner) : IJobFactory
{
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new JobScope(new ScheduledJob(catalogue, runner), null));

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
