using Dashboard.Web.Deliveries;

namespace Dashboard.Web.Mail;

/// <summary>The conversation with a mail server ended before the mail was sent.</summary>
internal sealed class SmtpRefusalException(DeliveryAnswer answer) : Exception(answer.Words)
{
    public DeliveryAnswer Answer => answer;
}
