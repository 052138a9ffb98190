using System.Collections.Immutable;

namespace Dashboard.Web.Mail;

/// <summary>A finished mail to one recipient, ready to leave. It is written the same at every attempt, so that attempts can be recognised as one mail.</summary>
public sealed record OutgoingMail
{
    /// <summary>Who it is from: <see cref="MailServer.From"/>.</summary>
    public required MailParty From { get; init; }

    /// <summary>Who it is for. One mail has one recipient.</summary>
    public required MailParty To { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The whole mail as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The whole mail as an HTML document. Images are shown by Content-ID.</summary>
    public required string Html { get; init; }

    /// <summary>The pictures that the HTML shows.</summary>
    public ImmutableArray<InlineImage> Images { get; init; } = [];

    /// <summary>The Message-ID without angle brackets. It belongs to the delivery and stays the same at every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>Where the recipient turns this kind of mail off, without signing in and by POST too; nothing for mails that nobody can turn off.</summary>
    public Uri? Unsubscribe { get; init; }
}
