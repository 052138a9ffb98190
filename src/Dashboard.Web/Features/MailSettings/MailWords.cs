using Dashboard.Web.Mail;

namespace Dashboard.Web.Features.MailSettings;

/// <summary>Choices in words.</summary>
internal static class MailWords
{
    public static string Of(MailEncryption encryption) => encryption switch
    {
        MailEncryption.Required => "STARTTLS, required",
        MailEncryption.IfOffered => "STARTTLS when offered",
        MailEncryption.FromTheStart => "TLS from the start (465)",
        MailEncryption.None => "none (same machine only)",
    };
}
