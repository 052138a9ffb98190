namespace Dashboard.Web.Mail;

/// <summary>What is asked of STARTTLS.</summary>
public enum MailEncryption
{
    /// <summary>Nothing is sent to a server that does not encrypt.</summary>
    Required,

    /// <summary>Encrypted where the server offers it.</summary>
    IfOffered,

    /// <summary>Encrypted before the first word, as on port 465.</summary>
    FromTheStart,

    /// <summary>Never encrypted: for a server on the same machine.</summary>
    None,
}
