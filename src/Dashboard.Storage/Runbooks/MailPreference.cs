using System.Collections.Immutable;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks;

/// <summary>What mails a person wants, and when. Who never said so has the defaults.</summary>
public sealed record MailPreference
{
    /// <summary>Eight o'clock.</summary>
    public const int DefaultMinute = 8 * 60;

    /// <summary>E-mail in lower case.</summary>
    public required string Person { get; init; }

    /// <summary>IANA id; null: the organisation's.</summary>
    public string? Zone { get; init; }

    public DigestRhythm Digest { get; init; } = DigestRhythm.ByRole;

    /// <summary>The day of what comes weekly.</summary>
    public DayOfWeek Weekday { get; init; } = DayOfWeek.Monday;

    /// <summary>Local time of scheduled mails, minutes since midnight.</summary>
    public int MinuteOfDay { get; init; } = DefaultMinute;

    /// <summary>Kinds that are not wanted; never <see cref="MailKind.System"/>.</summary>
    public ImmutableSortedSet<MailKind> Muted { get; init; } = [];

    /// <summary>When it was last changed, Unix milliseconds UTC; 0: never.</summary>
    public long ChangedAtMs { get; init; }

    /// <summary>Whether a kind is wanted. System mails cannot be turned off.</summary>
    public bool Wants(MailKind kind) => kind is MailKind.System || !Muted.Contains(kind);

    /// <summary>How often the person gets a digest. Without a choice finance and team admins get it weekly, others do not.</summary>
    public DigestRhythm RhythmOf(IEnumerable<RoleGrant> roles) => !Wants(MailKind.Digest) ? DigestRhythm.None
        : Digest is not DigestRhythm.ByRole ? Digest
        : roles.Any(r => r.Role is Role.Finance or Role.TeamAdmin) ? DigestRhythm.Weekly : DigestRhythm.None;
}
