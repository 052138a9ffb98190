using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.MailPreferences;

/// <summary>What mails somebody wants: changed by the person on a page, or through a link of a mail without signing in. Each change is audited.</summary>
public sealed class MailWishDesk(Database database, Storage.Runbooks.MailPreferences preferences, MailServerSettings server, UnsubscribeLinks links, TimeProvider time)
{
    /// <summary>The caller's own; null for a key, which is no person.</summary>
    public async Task<MailWishView?> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Access.Person.Length == 0)
        {
            return null;
        }

        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var wish = await preferences.OfAsync(caller.Access.Person, cancellationToken);
        var roles = organisation.RolesOf(caller.Access.Person);
        return new MailWishView(
            caller.Access.Person,
            MailWish.Of(wish),
            organisation.Rules.Zone.At(Now()),
            new MailPreference { Person = caller.Access.Person }.RhythmOf(roles) is DigestRhythm.Weekly ? "weekly" : "none",
            SystemMails(caller.Access),
            await server.CurrentAsync(cancellationToken) is not null,
            Next(wish, wish.RhythmOf(roles), organisation));
    }

    /// <summary>Keeps the caller's own. What is wrong, or null.</summary>
    public async Task<string?> SaveAsync(MailWish wish, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Access.Person.Length == 0)
        {
            return "A key has no mails.";
        }

        var (preference, problem) = wish.Read(caller.Access.Person);
        if (preference is null)
        {
            return problem;
        }

        await preferences.SaveAsync(preference, SignInTrail.Entry("mail-preferences-changed", preference.Person, caller.Actor, Told(preference)), Now(), cancellationToken);
        return null;
    }

    /// <summary>What a link is about, and whether that kind is off; null when the link is not ours.</summary>
    public async Task<(MailKind Kind, bool IsOff)?> FindAsync(string? token, CancellationToken cancellationToken = default) =>
        links.Read(token) is { } link ? (link.Kind, !(await preferences.OfAsync(link.Person, cancellationToken)).Wants(link.Kind)) : null;

    /// <summary>Does what a link is for: turns a kind off, or on again. False when the link is not ours.</summary>
    public async Task<bool> TurnAsync(string? token, bool isOff, string? address, CancellationToken cancellationToken = default)
    {
        if (links.Read(token) is not { } link)
        {
            return false;
        }

        var entry = SignInTrail.Entry(isOff ? "mail-turned-off" : "mail-turned-on", link.Person, new Actor(link.Person, address), new { kind = link.Kind.ToString(), how = "link in a mail" });
        await preferences.MuteAsync(link.Person, link.Kind, isOff, entry, Now(), cancellationToken);
        return true;
    }

    private static string SystemMails(Access access) => (access.Is(Role.Owner), access.Is(Role.Platform), access.Is(Role.Finance)) switch
    {
        (true, _, _) => "that no data arrive, and that nobody acknowledged an alert",
        (_, true, true) => "that no data arrive, and that nobody acknowledged an alert",
        (_, true, _) => "that no data arrive",
        (_, _, true) => "that nobody acknowledged an alert",
        _ => "",
    };

    private static object Told(MailPreference p) => new { zone = p.Zone, digest = p.Digest.ToString(), weekday = p.Weekday.ToString(), minuteOfDay = p.MinuteOfDay, off = string.Join(' ', p.Muted) };

    private string Next(MailPreference wish, DigestRhythm rhythm, Organisation organisation)
    {
        if (rhythm is DigestRhythm.None)
        {
            return "";
        }

        const int week = 7;
        var zone = ZoneDays.Find(wish.Zone ?? organisation.Rules.Zone.At(Now()));
        var today = ZoneDays.DayOf(Now(), zone);
        var day = Enumerable.Range(0, week + 1).Select(today.AddDays)
            .First(d => ZoneDays.InstantOf(d, wish.MinuteOfDay, zone) > Now() && (rhythm is DigestRhythm.Daily || d.DayOfWeek == wish.Weekday));
        return Show.FullInstant(DateTimeOffset.FromUnixTimeMilliseconds(ZoneDays.InstantOf(day, wish.MinuteOfDay, zone)), zone);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
