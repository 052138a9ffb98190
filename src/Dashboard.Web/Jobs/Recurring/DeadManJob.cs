using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Watches that usage arrives and that the runbook is evaluated, and tells platform and owners once when one of them does not.</summary>
internal sealed class DeadManJob(Database database, LiveUpdates live) : RecurringJob
{
    public override string Id => "dead-man";

    public override string Name => "Watch that data flows";

    public override string About =>
        "Tells platform and owners when no usage has arrived, or the runbook could not be evaluated, for longer than its window, and when that is over. Alerts about seats are held back meanwhile.";

    // Half a minute after the evaluation: a server that was down evaluates first and then looks.
    public override string DefaultCron => "30 * * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var told = await database.DeadMan.WatchAsync(run.NowMs, cancellationToken);
        var status = await database.DeadMan.StatusAsync(run.NowMs, cancellationToken);
        if (told > 0)
        {
            live.Notify();
        }

        return new JobEffect(Sentence(status), new JobCounts());
    }

    private static string Sentence(DeadManStatus status) => status switch
    {
        { IngestSilentSinceMs: not null, EvaluationSilentSinceMs: not null } => "No usage arrives, and the runbook is not evaluated.",
        { IngestSilentSinceMs: not null } => "No usage arrives.",
        { EvaluationSilentSinceMs: not null } => "The runbook is not evaluated.",
        _ => "Usage arrives, and the runbook is evaluated.",
    };
}
