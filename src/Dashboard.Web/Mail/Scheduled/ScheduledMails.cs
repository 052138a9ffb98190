using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>
/// Mails that come by the clock: digests, credit that waits or expires, the month-end summary. Each has a key of person and period, so that however
/// often and on however many nodes this runs, a person gets it once. It writes into the outbox; sending is another step.
/// </summary>
internal sealed class ScheduledMails(Database database, MailServerSettings server, MailPreferences preferences, Digests digests, MonthEnds monthEnds)
{
    /// <summary>Credit that is left is told so many days before its cycle ends, once.</summary>
    public const int ExpiringDays = 5;

    /// <summary>When at least so many percent of it are left.</summary>
    public const int ExpiringPercent = 25;

    /// <summary>Puts what is due into the outbox. Without a mail server nothing is written: it would be old when one is set.</summary>
    public async Task<ScheduledTally> RunAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.IsCreated || await server.CurrentAsync(cancellationToken) is null)
        {
            return ScheduledTally.None;
        }

        var wishes = new Wishes(await preferences.AllAsync(cancellationToken), organisation, nowMs);
        return new ScheduledTally(
            await DigestsAsync(wishes, organisation, nowMs, cancellationToken),
            await CreditsAsync(wishes, organisation, nowMs, cancellationToken),
            await MonthEndsAsync(wishes, organisation, nowMs, cancellationToken));
    }

    private async Task<int> DigestsAsync(Wishes wishes, Organisation organisation, long nowMs, CancellationToken cancellationToken)
    {
        var due = new List<(string Key, string Person, bool IsWeekly)>();
        foreach (var (person, roles) in organisation.Roles)
        {
            var wish = wishes.Of(person);
            var rhythm = wish.RhythmOf(roles);
            var day = rhythm switch
            {
                DigestRhythm.Daily => DueTimes.Daily(wish, wishes.ZoneOf(wish), nowMs),
                DigestRhythm.Weekly => DueTimes.Weekly(wish, wishes.ZoneOf(wish), nowMs),
                _ => null,
            };
            if (day is { } period)
            {
                due.Add((Key("digest", period, person), person, rhythm is DigestRhythm.Weekly));
            }
        }

        var told = await ToldRead.KeysAsync(database, [.. due.Select(d => d.Key)], cancellationToken);
        var added = 0;
        foreach (var (key, person, isWeekly) in due.Where(d => !told.Contains(d.Key)))
        {
            added += await AddAsync(key, person, await digests.OfAsync(person, organisation, isWeekly, nowMs, cancellationToken), nowMs, cancellationToken);
        }

        return added;
    }

    private async Task<int> CreditsAsync(Wishes wishes, Organisation organisation, long nowMs, CancellationToken cancellationToken)
    {
        var today = organisation.DayOf(nowMs);
        var admins = organisation.Roles.SelectMany(p => p.Value.Where(g => g.Role is Role.TeamAdmin).Select(g => (g.Team, Person: p.Key))).ToLookup(g => g.Team!, g => g.Person, StringComparer.Ordinal);
        var letters = new List<(string Key, string Person, Func<CreditLetter> Letter)>();
        foreach (var (person, seats) in ByPerson(await SeatsAsync([SeatState.Unclaimed], cancellationToken), admins))
        {
            var wish = wishes.Of(person);
            if (wish.Wants(MailKind.Credit) && DueTimes.Weekly(wish, wishes.ZoneOf(wish), nowMs) is { } day)
            {
                letters.Add((Key("credit-unclaimed", day, person), person, () => CreditLetters.Unclaimed(organisation, seats, nowMs)));
            }
        }

        var left = (await SeatsAsync([SeatState.OnTrack, SeatState.Idle, SeatState.AtRisk, SeatState.LikelyToRunOut], cancellationToken)).Where(s => IsExpiring(s, today));
        foreach (var (person, seats) in ByPerson(left, admins))
        {
            var wish = wishes.Of(person);
            if (wish.Wants(MailKind.Credit) && DueTimes.Daily(wish, wishes.ZoneOf(wish), nowMs) is not null)
            {
                letters.AddRange(seats.GroupBy(s => s.CycleEnd).Select(g => (Key("credit-expiring", g.Key, person), person, (Func<CreditLetter>)(() => CreditLetters.Expiring(organisation, g, nowMs)))));
            }
        }

        var told = await ToldRead.KeysAsync(database, [.. letters.Select(l => l.Key)], cancellationToken);
        var added = 0;
        foreach (var (key, person, letter) in letters.Where(l => !told.Contains(l.Key)))
        {
            added += await AddAsync(key, person, letter(), nowMs, cancellationToken);
        }

        return added;
    }

    private async Task<int> MonthEndsAsync(Wishes wishes, Organisation organisation, long nowMs, CancellationToken cancellationToken)
    {
        var due = new List<(string Key, string Person, DateOnly Month)>();
        foreach (var person in MonthEnds.ReadersIn(organisation))
        {
            var wish = wishes.Of(person);
            if (wish.Wants(MailKind.MonthEnd) && DueTimes.MonthEnd(wish, wishes.OrganisationZone, nowMs) is { } month)
            {
                due.Add((Key("month-end", month, person), person, month));
            }
        }

        var told = await ToldRead.KeysAsync(database, [.. due.Select(d => d.Key)], cancellationToken);
        var added = 0;
        foreach (var (key, person, month) in due.Where(d => !told.Contains(d.Key)))
        {
            added += await AddAsync(key, person, await monthEnds.OfAsync(person, organisation, month, cancellationToken), nowMs, cancellationToken);
        }

        return added;
    }

    /// <summary>Enforced credit with a known balance of which much is left shortly before it expires.</summary>
    private static bool IsExpiring(SeatLine seat, DateOnly today) =>
        seat is { Kind: CycleKind.Enforced, IsShared: false, Available.IsPositive: true }
        && seat.CycleEnd > today && seat.CycleEnd.DayNumber - today.DayNumber <= ExpiringDays
        && seat.Available.IsAtLeastPercentOf(ExpiringPercent, seat.Allocated);

    /// <summary>The holder of each seat, and the admins of its team. Of a shadow cycle neither hears.</summary>
    private static IEnumerable<(string Person, List<SeatLine> Seats)> ByPerson(IEnumerable<SeatLine> seats, ILookup<string, string> admins) =>
        seats.Where(s => s.Kind is not CycleKind.Shadow)
            .SelectMany(s => (s.Team is { } team ? admins[team] : []).Append(s.Email).Distinct(StringComparer.Ordinal).Select(person => (person, Seat: s)))
            .GroupBy(p => p.person, p => p.Seat, StringComparer.Ordinal)
            .Select(g => (g.Key, g.ToList()));

    private async Task<List<SeatLine>> SeatsAsync(IReadOnlyCollection<SeatState> states, CancellationToken cancellationToken)
    {
        var all = new List<SeatLine>();
        SeatsPage page;
        do
        {
            page = await SeatsRead.PageAsync(database, new SeatsQuery { States = states, Sort = SeatSort.Email, AfterEmail = all.Count > 0 ? all[^1].Email : null, Limit = SeatsRead.MostRows }, cancellationToken);
            all.AddRange(page.Items);
        }
        while (page.Items.Count == SeatsRead.MostRows);
        return all;
    }

    private async Task<int> AddAsync(string key, string person, Letter? letter, long nowMs, CancellationToken cancellationToken) =>
        letter is null ? 0 : await database.Outbox.AddAsync([new NewDelivery(key, DeliveryChannel.Mail, person, letter)], nowMs, cancellationToken);

    private static string Key(string kind, DateOnly period, string person) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{period:yyyy-MM-dd}:{person}");

    /// <summary>What everybody wants, with the defaults of those who never said.</summary>
    private sealed class Wishes(IReadOnlyDictionary<string, MailPreference> stated, Organisation organisation, long nowMs)
    {
        private readonly Dictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

        public TimeZoneInfo OrganisationZone { get; } = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));

        public MailPreference Of(string person) => stated.TryGetValue(person, out var wish) ? wish : new MailPreference { Person = person };

        public TimeZoneInfo ZoneOf(MailPreference wish) => wish.Zone is not { } id ? OrganisationZone
            : _zones.TryGetValue(id, out var known) ? known : _zones[id] = ZoneDays.Find(id);
    }
}
