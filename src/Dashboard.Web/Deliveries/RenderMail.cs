using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail;

namespace Dashboard.Web.Deliveries;

/// <summary>Puts a delivery into words and pictures: a finished mail, from and with the address of <paramref name="server"/>, with the Message-ID of the delivery. Null when there is nothing to tell any more.</summary>
public delegate Task<OutgoingMail?> RenderMail(Delivery delivery, MailServer server, CancellationToken cancellationToken);
