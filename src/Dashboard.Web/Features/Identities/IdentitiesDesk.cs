using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Identities;

/// <summary>Whose usage comes in under which name: looked at, and decided.</summary>
public sealed class IdentitiesDesk(Database database, Decider decider, TimeProvider time)
{
    /// <summary>2000-01-01 UTC, before any usage: a decision from then on holds for everything.</summary>
    internal const long AlwaysMs = 946_684_800_000;

    /// <summary>Days of vendor reports that names are looked for in.</summary>
    public const int VendorDays = 30;

    private const int MostVendorNames = 50;

    /// <summary>Names without a seat.</summary>
    public async Task<UnmatchedView> ReadAsync(IdentityFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var page = await IdentitiesRead.UnmatchedAsync(database, filter.ToQuery(), cancellationToken);
        var guesses = new SeatGuesses(organisation.Seats.Values);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var names = (await database.VendorReport.NamesAsync(today.AddDays(1 - VendorDays), today.AddDays(1), cancellationToken))
            .Where(n => n.Identity is null ? filter is { Kind: null, Text: null } : (filter.Kind is null || filter.Kind == n.Identity.Value.Kind) && (filter.Text is null || n.Shown.Contains(filter.Text, StringComparison.OrdinalIgnoreCase))).ToList();
        return new UnmatchedView(
            [.. page.Rows.Select(r => new UnmatchedLine(r, string.Join(", ", r.Sources.Select(s => organisation.Sources.TryGetValue(s, out var source) ? source.Name : $"Source {s}")), guesses.Of(r.Identity)))],
            page,
            organisation.Identities.Assigned.Count,
            organisation.Identities.Rules.At(Now()).Length,
            ZoneOf(organisation),
            time.GetUtcNow()) { VendorNames = [.. names.Take(MostVendorNames).Select(n => (n, n.Identity is { } identity ? guesses.Of(identity) : null))], VendorNameCount = names.Count };
    }

    /// <summary>Names that were assigned, with their history.</summary>
    public async Task<AssignedView> AssignedAsync(IdentityFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var found = organisation.Identities.Assigned
            .Where(a => (filter.Kind is null || a.Key.Kind == filter.Kind)
                && (filter.Text is null || a.Key.Value.Contains(filter.Text, StringComparison.OrdinalIgnoreCase) || (a.Value.At(Now()) is { } seat && IdentityMoves.NameOf(organisation, seat).Contains(filter.Text, StringComparison.OrdinalIgnoreCase))))
            .OrderBy(a => a.Key.Value, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Key)
            .ToList();
        return new AssignedView(
            [.. found.Skip((filter.Page - 1) * IdentityFilter.PageSize).Take(IdentityFilter.PageSize).Select(a => LineOf(organisation, a.Key, a.Value, Now()))],
            found.Count,
            organisation.Identities.Assigned.Count,
            ZoneOf(organisation),
            time.GetUtcNow());
    }

    /// <summary>What is known of one name, and the seats that it may belong to, strongest first.</summary>
    public async Task<(UnmatchedIdentity? Known, IReadOnlyList<SeatGuess> Guesses)> LookAsync(Identity identity, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var evidence = (await IdentitiesRead.EvidenceAsync(database, identity, cancellationToken))
            .Where(e => organisation.Seats.ContainsKey(e.SeatId))
            .Select(e => new SeatGuess(organisation.Seats[e.SeatId], IdentityWords.Why(e)));
        var name = new SeatGuesses(organisation.Seats.Values).Of(identity);
        var all = name is null ? evidence : evidence.Append(name);
        return (await IdentitiesRead.FindAsync(database, identity, cancellationToken), [.. all.GroupBy(g => g.Seat.Id).Select(g => new SeatGuess(g.First().Seat, string.Join(". ", g.Select(x => x.Why))))]);
    }

    /// <summary>Assigns a name, or tells what would move.</summary>
    /// <param name="identity">The name.</param>
    /// <param name="seat">Whose it is; null: nobody's by this name.</param>
    /// <param name="from">First local day; null: for everything.</param>
    /// <param name="reason">Why.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="preview">True to learn what would move.</param>
    public async Task<IdentityMoves> AssignAsync(Identity identity, Seat? seat, DateOnly? from, string reason, Caller caller, bool preview) =>
        await DecideAsync(new IdentityAssigned(identity.Kind, identity.Value, seat?.Id), await InstantOfAsync(from), reason, caller, preview);

    /// <summary>Takes one change of a name back, or tells what would move: from its instant the name is again whose it was before.</summary>
    public Task<IdentityMoves> UndoAsync(Identity identity, AssignedChange change, string reason, Caller caller, bool preview) =>
        DecideAsync(new IdentityAssigned(identity.Kind, identity.Value, change.BeforeId), change.FromMs, reason, caller, preview);

    /// <summary>The rules as they stand now.</summary>
    public async Task<RulesView> RulesAsync(Caller caller)
    {
        caller.Require(Right.SeeSettings);
        var organisation = await database.Decisions.CurrentAsync();
        return new RulesView(
            organisation.Identities.Rules.At(Now()),
            organisation.Seats.Values.ToDictionary(s => s.Id, s => IdentityMoves.NameOf(organisation, s.Id)),
            [.. organisation.Identities.Rules.Changes.Where(c => c.FromMs > Now()).Select(c => c.FromMs)],
            ZoneOf(organisation));
    }

    /// <summary>A seat by its id.</summary>
    public async Task<Seat?> SeatAsync(int seatId, Caller caller)
    {
        caller.Require(Right.SeeSettings);
        return (await database.Decisions.CurrentAsync()).Seats.GetValueOrDefault(seatId);
    }

    /// <summary>Known usage that meets the conditions of a rule, by whose it is now.</summary>
    public Task<IReadOnlyList<RuleUsage>> TestAsync(IdentityRule rule, Caller caller)
    {
        caller.Require(Right.SeeSettings);
        return IdentitiesRead.TestAsync(database, rule);
    }

    /// <summary>Sets the rules from a local day on (null: for everything), or tells what would move. Other rules that hold from later on give way to these.</summary>
    public async Task<IdentityMoves> SetRulesAsync(ImmutableArray<IdentityRule> rules, DateOnly? from, string reason, Caller caller, bool preview)
    {
        var at = await InstantOfAsync(from);
        var known = (await database.Decisions.CurrentAsync()).Identities.Rules;
        long[] differ = [.. known.Changes.Select(c => c.FromMs).Where(c => c > at).Prepend(at).Where(c => !known.At(c).SequenceEqual(rules))];
        return IdentityMoves.Of(
            await decider.DecideAsync(caller, [.. (differ.Length > 0 ? differ : [at]).Select(c => new NewDecision(new IdentityRulesSet(rules), c, reason.Trim()))], preview), time.GetUtcNow());
    }

    private async Task<IdentityMoves> DecideAsync(DecisionBody body, long atMs, string reason, Caller caller, bool preview) =>
        IdentityMoves.Of(await decider.DecideAsync(caller, [new NewDecision(body, atMs, reason.Trim())], preview), time.GetUtcNow());

    private static AssignedLine LineOf(Organisation organisation, Identity identity, History<int?> history, long nowMs)
    {
        var changes = new List<AssignedChange>();
        var before = history.First;
        foreach (var change in history.Changes)
        {
            if (change.Value != before)
            {
                changes.Add(new AssignedChange(change.FromMs, Name(change.Value), before, Name(before)));
            }

            before = change.Value;
        }

        changes.Reverse();
        return new AssignedLine(identity, history.At(nowMs), Name(history.At(nowMs)), changes);

        string? Name(int? seat) => seat is { } id ? IdentityMoves.NameOf(organisation, id) : null;
    }

    private async Task<long> InstantOfAsync(DateOnly? day) => day is { } from ? ZoneDays.FirstInstantOf(from, ZoneOf(await database.Decisions.CurrentAsync())) : AlwaysMs;

    private TimeZoneInfo ZoneOf(Organisation organisation) => ZoneDays.Find(organisation.Rules.Zone.At(Now()));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
