using Dashboard.Web.Jobs;

namespace Dashboard.Web.Tests.Jobs;

/// <summary>A job that does what a test says.</summary>
public sealed class TriedJob : RecurringJob
{
    public const string JobId = "tried";

    public override string Id => JobId;

    public override string Name => "Try something";

    public override string About => "For tests.";

    public override string DefaultCron => "* * * * *";

    public override string? NotApplicable => Why;

    public string? Why { get; set; }

    public Exception? Throws { get; set; }

    public JobEffect Effect { get; set; } = new("Nothing to do.");

    /// <summary>Waited for in each run, when the test wants to be in the middle of one.</summary>
    public Func<CancellationToken, Task>? During { get; set; }

    public List<JobRun> Runs { get; } = [];

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        lock (Runs)
        {
            Runs.Add(run);
        }

        if (During is not null)
        {
            await During(cancellationToken);
        }

        return Throws is null ? Effect : throw Throws;
    }
}
