using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Jobs;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>Writes the mails that come by the clock.</summary>
internal sealed class ScheduledMailsJob(ScheduledMails mails) : RecurringJob
{
    public override string Id => "scheduled-mails";

    public override string Name => "Write scheduled mails";

    public override string About => "Digests, credit that waits for a claim or expires soon, and the month-end summary, for whom it is time by their own clock. Each person gets each of them once. Without it no scheduled mail comes.";

    public override string DefaultCron => "*/5 * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var done = await mails.RunAsync(run.NowMs, cancellationToken);
        return new JobEffect(done.All == 0
            ? "Nobody was due."
            : $"{Show.Counted(done.Digests, "digest", "digests")}, {Show.Counted(done.Credits, "mail", "mails")} about credit and {Show.Counted(done.MonthEnds, "month-end summary", "month-end summaries")} written.",
            new JobCounts { New = done.All });
    }
}
