namespace Dashboard.Web.Mail.Letters;

/// <summary>Who reads a mail.</summary>
/// <param name="Address">The e-mail address, in lower case.</param>
/// <param name="Name">The name; empty when none is known.</param>
/// <param name="Zone">The person's time zone: instants in mails are told in it.</param>
/// <param name="MayAcknowledge">Whether the person may acknowledge alerts.</param>
/// <param name="Unsubscribe">Where this kind of mail is turned off; null: it cannot be.</param>
/// <param name="Links">Where links lead.</param>
internal sealed record LetterReader(string Address, string Name, TimeZoneInfo Zone, bool MayAcknowledge, Uri? Unsubscribe, LetterLinks Links)
{
    /// <summary><c>Hello Mara, </c> with the first of several words; nothing without a name.</summary>
    public string Greeting => Words.Plain(Name).Split(' ')[0] is { Length: > 0 } first ? $"Hello {first}, " : "";

    /// <summary>An instant, Unix milliseconds UTC, in full.</summary>
    public string At(long atMs) => Components.Controls.Show.FullInstant(DateTimeOffset.FromUnixTimeMilliseconds(atMs), Zone);
}
