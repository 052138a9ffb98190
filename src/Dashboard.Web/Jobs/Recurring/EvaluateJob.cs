using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Evaluates the runbook every minute; what usage touched is evaluated after its commit already.</summary>
internal sealed class EvaluateJob(Database database, LiveUpdates live) : RecurringJob
{
    public override string Id => JobIds.Evaluate;

    public override string Name => "Evaluate the runbook";

    public override string About =>
        "Decides what the runbook says for every seat that time has moved: a cycle that ended, a projection of a new day, a silence that is over. Seats with new usage are evaluated after each batch as well, also while this job is paused.";

    public override string DefaultCron => "* * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        await database.Books.RollForwardAsync(run.NowMs, cancellationToken);
        var result = await database.Runbook.EvaluateAsync(run.NowMs, cancellationToken);
        if (result.Crossings > 0 || result.Withdrawn > 0)
        {
            live.Notify();
        }

        return new JobEffect(
            result.IsHeld ? "Held back: no usage arrives. Seats are evaluated when it does again."
            : $"{Show.Counted(result.Accounts, "account", "accounts")} evaluated: {Show.Counted(result.Crossings, "decision", "decisions")}, {Show.Counted(result.Deliveries, "delivery", "deliveries")} to make{(result.Withdrawn > 0 ? $", {Show.Count(result.Withdrawn)} withdrawn" : "")}.",
            new JobCounts { Decisions = result.Crossings });
    }
}
