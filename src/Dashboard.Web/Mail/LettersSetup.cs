using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Mail;

/// <summary>Registers what puts letters into words.</summary>
internal static class LettersSetup
{
    public static void AddLetters(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<MailPreferences>()
        .AddSingleton<UnsubscribeLinks>()
        .AddSingleton<InvitationSecrets>()
        .AddSingleton<LetterRenderer>();
}
