using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>The mail server of the organisation, and what mails say about who sends them.</summary>
public sealed record MailServer
{
    /// <summary>Name or address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>The port: 587 where mail is submitted, 25 between servers.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection is encrypted by STARTTLS.</summary>
    public MailEncryption Encryption { get; init; } = MailEncryption.Required;

    /// <summary>The name to sign in with; nobody signs in without.</summary>
    public string? User { get; init; }

    /// <summary>The password to sign in with.</summary>
    public HiddenText? Password { get; init; }

    /// <summary>Who mails are from.</summary>
    public required MailParty From { get; init; }

    /// <summary>The address that links in mails begin with, without a slash at the end, such as <c>https://drawdown.example.com</c>.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>Whether any certificate is believed. Only configuration can say so.</summary>
    public bool AcceptsAnyCertificate { get; init; }

    /// <summary>How long one attempt may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
