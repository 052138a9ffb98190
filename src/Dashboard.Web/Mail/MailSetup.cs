using Dashboard.Storage.Writes;

namespace Dashboard.Web.Mail;

/// <summary>Registers the mail server and what hands mails to it.</summary>
internal static class MailSetup
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(MailConfiguration.Read(builder.Configuration));
        builder.Services.AddSingleton<StoredMailServer>().AddSingleton<MailServerSettings>().AddSingleton<SmtpSender>();
    }
}
