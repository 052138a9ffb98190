using Dashboard.Storage;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Follows time: ends cycles and grants the next, to the minute, and lets what was dated ahead take effect.</summary>
internal sealed class BooksJob(Database database, LiveUpdates live) : RecurringJob
{
    public override string Id => JobIds.Books;

    public override string Name => "Close cycles and grant";

    public override string About =>
        "Ends cycles at their minute, expires what is left, grants the next, and lets decisions that were dated ahead take effect. Without it figures stay as of the last change.";

    public override string DefaultCron => "* * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var derived = await database.Books.RollForwardAsync(run.NowMs, cancellationToken);
        var turns = await CycleTurns.ReadAsync(database, run.LastDoneMs ?? run.NowMs, run.NowMs, cancellationToken);
        if (derived > 0)
        {
            live.Notify();
        }

        var turned = turns.Ended + turns.Began == 0 ? "No cycle ended" : $"{Show.Counted(turns.Ended, "cycle", "cycles")} ended, {Show.Count(turns.Began)} began";
        return new JobEffect($"{turned}; {Show.Counted(derived, "account", "accounts")} derived.", new JobCounts { Granted = turns.Granted, Expired = turns.Expired });
    }
}
