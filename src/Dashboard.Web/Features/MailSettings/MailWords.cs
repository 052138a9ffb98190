using Dashboard.Web.Mail;

namespace Dashboard.Web.Features.MailSettings;

/// <summary>Choices in words.</summary>
internal static class MailWords
{
    public static string Of(MailEncryption encryption) => encryption switch
    {
        MailEncryption.Required => "STARTTLS, required",
        MailEncryption.IfOffered => "STARTTLS when the server offers it",
        MailEncryption.FromTheStart => "TLS from the start (port 465)",
        MailEncryption.None => "none (only for a server on this machine)",
    };
}
