namespace Dashboard.Storage.Rows;

/// <summary>What mails a person wants, and when. Who has no row has the defaults.</summary>
public sealed class MailPreferenceRow
{
    /// <summary>E-mail in lower case.</summary>
    public required string Person { get; init; }

    /// <summary>IANA id; null: the organisation's.</summary>
    public string? Zone { get; init; }

    /// <summary><see cref="Runbooks.DigestRhythm"/>.</summary>
    public int Digest { get; init; }

    /// <summary>Of a weekly digest: 1 Monday to 7 Sunday.</summary>
    public int Weekday { get; init; }

    /// <summary>Local time of scheduled mails, minutes since midnight.</summary>
    public int MinuteOfDay { get; init; }

    /// <summary>Kinds that are not wanted, <see cref="Runbooks.MailKind"/> names separated by spaces.</summary>
    public required string Muted { get; init; }

    public long ChangedAtMs { get; init; }
}
