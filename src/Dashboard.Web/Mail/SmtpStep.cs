namespace Dashboard.Web.Mail;

/// <summary>How far a conversation with a mail server came.</summary>
internal enum SmtpStep
{
    Connecting,
    Greeting,
    Encrypting,
    SigningIn,
    Sender,
    Recipient,
    Content,
}
