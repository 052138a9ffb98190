using Dashboard.Storage.Runbooks;

namespace Dashboard.Web.Features.MailPreferences;

/// <summary>What a person wants, as the form holds it.</summary>
public sealed class MailWish
{
    /// <summary>An IANA id; empty: the organisation's.</summary>
    public string Zone { get; set; } = "";

    public DigestRhythm Digest { get; set; } = DigestRhythm.ByRole;

    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;

    /// <summary>The local time; null: the field is empty.</summary>
    public TimeOnly? Time { get; set; } = new TimeOnly(8, 0);

    /// <summary>The kinds that are wanted.</summary>
    public HashSet<MailKind> Wanted { get; init; } = [];

    public static MailWish Of(MailPreference preference)
    {
        ArgumentNullException.ThrowIfNull(preference);
        return new MailWish
        {
            Zone = preference.Zone ?? "",
            Digest = preference.Wants(MailKind.Digest) ? preference.Digest : DigestRhythm.None,
            Weekday = preference.Weekday,
            Time = TimeOnly.MinValue.AddMinutes(preference.MinuteOfDay),
            Wanted = [.. Enum.GetValues<MailKind>().Where(preference.Wants)],
        };
    }

    /// <summary>What is kept for a person; or what is wrong.</summary>
    public (MailPreference? Preference, string? Problem) Read(string person)
    {
        if (Time is not { } time)
        {
            return (null, "Enter a time of day such as 08:00.");
        }

        if (Zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            return (null, "There is no such time zone.");
        }

        if (!Enum.IsDefined(Digest) || !Enum.IsDefined(Weekday))
        {
            return (null, "Choose how often the digest comes, and its day.");
        }

        return (new MailPreference
        {
            Person = person,
            Zone = Zone.Length > 0 ? Zone : null,
            Digest = Digest,
            Weekday = Weekday,
            MinuteOfDay = (time.Hour * 60) + time.Minute,
            Muted = [.. Enum.GetValues<MailKind>().Where(k => k is not (MailKind.System or MailKind.Digest) && !Wanted.Contains(k))],
        }, null);
    }
}
