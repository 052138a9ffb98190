namespace Dashboard.Web.Mail;

/// <summary>Who sends or receives a mail.</summary>
/// <param name="Address">The e-mail address.</param>
/// <param name="Name">The name beside it, if there is one.</param>
public sealed record MailParty(string Address, string? Name = null);
