using Dashboard.Storage.Runbooks;
using Dashboard.Web.Deliveries;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Recurring;
using Dashboard.Web.Mail.Scheduled;

namespace Dashboard.Web.Mail;

/// <summary>Registers what puts letters into words, and with it the job that sends them.</summary>
internal static class LettersSetup
{
    public static void AddLetters(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<MailPreferences>()
        .AddSingleton<UnsubscribeLinks>()
        .AddSingleton<InvitationSecrets>()
        .AddSingleton<LetterRenderer>()
        .AddSingleton<RenderMail>(services => async (delivery, server, cancellationToken) => await services.GetRequiredService<LetterRenderer>().RenderAsync(delivery, server, cancellationToken))
        .AddSingleton<InvitationMails>()
        .AddSingleton<ClaimReminders>()
        .AddSingleton<Digests>()
        .AddSingleton<MonthEnds>()
        .AddSingleton<ScheduledMails>()
        .AddJob<ScheduledMailsJob>()
        .AddJob<DeliverJob>();
}
