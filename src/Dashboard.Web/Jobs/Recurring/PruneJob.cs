using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Deletes by age what may go.</summary>
internal sealed class PruneJob(Database database, StoredJobSettings settings) : RecurringJob
{
    private const long Day = 86_400_000;

    /// <summary>A session that was silent for so long is over.</summary>
    private const int SeriesDays = 30;

    private readonly Pruning _pruning = new(database);

    public override string Id => "prune";

    public override string Name => "Prune what is old";

    public override string About =>
        "Deletes superseded evidence, refusals of the vendor, issues of the input, contents of delivered mails and webhooks, and the history of jobs when they are older than the ages set on the page Jobs. Usage, identities, decisions, statements and the audit log always stay.";

    public override string DefaultCron => "15 4 * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var keeping = await settings.KeepingAsync(cancellationToken);
        var evidence = await _pruning.EvidenceAsync(Before(keeping.EvidenceDays), cancellationToken);
        await _pruning.SignalsAsync(Before(keeping.EvidenceDays), cancellationToken);
        await _pruning.SeriesAsync(Before(SeriesDays), cancellationToken);
        var issues = await _pruning.IssuesAsync(Before(keeping.IssueDays), cancellationToken);
        var payloads = await _pruning.PayloadsAsync(Before(keeping.PayloadDays), cancellationToken);
        var runs = await database.JobHistory.PruneAsync(Before(keeping.HistoryDays), run.NowMs - (long)JobHistory.KeepsIdleRuns.TotalMilliseconds, cancellationToken);
        return new JobEffect(
            $"Gone: {Show.Counted(evidence, "superseded result", "superseded results")}, {Show.Counted(issues, "issue", "issues")}, {Show.Counted(payloads, "delivered content", "delivered contents")}, {Show.Counted(runs, "run", "runs")} of jobs.") { HasEffect = true };

        long Before(int days) => run.NowMs - (days * Day);
    }
}
