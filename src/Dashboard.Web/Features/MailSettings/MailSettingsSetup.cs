namespace Dashboard.Web.Features.MailSettings;

/// <summary>Registers the page of the mail server.</summary>
internal static class MailSettingsSetup
{
    public static void AddMailSettings(this WebApplicationBuilder builder) => builder.Services.AddSingleton<MailDesk>();
}
