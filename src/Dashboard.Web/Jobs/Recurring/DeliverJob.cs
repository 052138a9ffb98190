using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Features.Sample;
using Dashboard.Web.Live;

namespace Dashboard.Web.Jobs.Recurring;

/// <summary>Delivers what waits in the outbox: asked for after each decision that tells somebody, and every minute for what is tried again.</summary>
internal sealed class DeliverJob(DeliverOutbox outbox, LiveUpdates live, IConfiguration configuration) : RecurringJob
{
    public override string Id => JobIds.Deliver;

    public override string Name => "Deliver mails and webhooks";

    public override string About =>
        "Sends what was decided to be told, and tries again what did not arrive, for 48 hours. Without it nobody is told anything; nothing is lost meanwhile.";

    public override string DefaultCron => "* * * * *";

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (configuration.IsSample())
        {
            return new JobEffect("Nothing ever leaves the sample.");
        }

        var done = await outbox.RunAsync(cancellationToken);
        if (done != DeliveryTally.None)
        {
            live.Notify();
        }

        return new JobEffect(
            done == DeliveryTally.None ? "Nothing was due."
            : $"{Show.Counted(done.MailsSent, "mail", "mails")} and {Show.Counted(done.WebhooksSent, "webhook", "webhooks")} sent"
                + (done.Later > 0 ? $", {Show.Counted(done.Later, "attempt", "attempts")} failed and made again later" : "")
                + (done.GivenUp > 0 ? $", {Show.Count(done.GivenUp)} given up" : "") + ".",
            new JobCounts { MailsSent = done.MailsSent + done.WebhooksSent });
    }
}
