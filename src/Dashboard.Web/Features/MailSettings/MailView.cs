using Dashboard.Web.Mail;

namespace Dashboard.Web.Features.MailSettings;

/// <summary>The mail server as the page shows it, without the password.</summary>
/// <param name="Server">The server that holds; null when there is none.</param>
/// <param name="IsConfigured">Whether the configuration names it, so that the page cannot change it.</param>
/// <param name="Draft">What the form begins with.</param>
/// <param name="HasPassword">Whether a password is stored.</param>
/// <param name="IsPasswordLost">Whether the stored password cannot be read any more.</param>
/// <param name="ChangedAt">When it was set on the page.</param>
/// <param name="ChangedBy">Who set it.</param>
/// <param name="LastSentAt">When a mail was last taken by the server.</param>
/// <param name="Waiting">Mails that wait or are tried again.</param>
/// <param name="OldestWaitingAt">Since when the oldest of them waits.</param>
/// <param name="GivenUp">Mails that are not tried again by themselves.</param>
/// <param name="LastTry">When a mail was last tried with these settings, a test included, whether the server took it and what it said; null: none was.</param>
/// <param name="Now">As of.</param>
/// <param name="Zone">The organisation's zone.</param>
public sealed record MailView(
    MailServer? Server, bool IsConfigured, MailServerDraft Draft, bool HasPassword, bool IsPasswordLost, DateTimeOffset? ChangedAt, string? ChangedBy,
    DateTimeOffset? LastSentAt, long Waiting, DateTimeOffset? OldestWaitingAt, long GivenUp, (DateTimeOffset At, bool IsTaken, string Answer)? LastTry, DateTimeOffset Now, TimeZoneInfo Zone);
