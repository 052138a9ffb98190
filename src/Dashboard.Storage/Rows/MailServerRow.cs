namespace Dashboard.Storage.Rows;

/// <summary>The mail server as set on the page. One row.</summary>
public sealed class MailServerRow
{
    public int Id { get; init; }

    public required string Host { get; init; }

    public int Port { get; init; }

    /// <summary>0 none, 1 STARTTLS when offered, 2 STARTTLS required, 3 encrypted from the start.</summary>
    public int Security { get; init; }

    public string? UserName { get; init; }

    /// <summary>Encrypted by data protection.</summary>
    public string? PasswordProtected { get; init; }

    public required string FromAddress { get; init; }

    public required string FromName { get; init; }

    /// <summary>What links in mails begin with, without a slash at the end.</summary>
    public required string PublicAddress { get; init; }

    public long ChangedAtMs { get; init; }

    public required string ChangedBy { get; init; }
}
