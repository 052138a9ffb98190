using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Overage;

/// <summary>Turns overage on and off, or asks for it: one seat or many, looked at first, as dated decisions that hold from the moment they are booked.</summary>
public sealed class OverageDesk(Database database, Decider decider, TimeProvider time)
{
    private const int MostRefusals = 8;

    /// <summary>How overage stands for seats. Ids that are no seat, or none that the caller sees, are left out.</summary>
    public async Task<IReadOnlyDictionary<int, OverageStanding>> StandingsAsync(IEnumerable<int> seats, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSeats);
        return Standings(await database.Decisions.CurrentAsync(cancellationToken), seats, caller, Now());
    }

    /// <summary>What turning overage on would do. Nothing is written.</summary>
    /// <param name="seats">The seats.</param>
    /// <param name="terms">Under which terms.</param>
    /// <param name="caller">Who would.</param>
    /// <param name="first">What the person saw at first: who decides meanwhile is not overruled unseen. Null: this is the first look.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<OverageLook> LookAsync(
        IReadOnlyCollection<int> seats, OverageTerms terms, Caller caller, OverageLook? first = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RequestOverage);
        var now = Now();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var standings = Standings(organisation, seats, caller, now);

        // One seat that is on can be given other terms; of many, those that are on stay as they are.
        var changing = standings.Values.Where(s => seats.Count == 1 ? s.MayDecide || s.MayAsk : !s.Setting.On && (s.MayDecide || s.MayAsk)).ToList();
        var why = WhyAsk(organisation, changing, terms, caller);
        changing = why is null ? changing : [.. changing.Where(s => s.MayAsk && s.Request is null)];
        var bases = (await OverageRead.BasesAsync(database, changing.Select(s => s.SeatId), cancellationToken)).ToDictionary(b => b.Line.SeatId);
        var rows = changing.Select(s => Row(organisation, s, bases.GetValueOrDefault(s.SeatId), terms, now)).OrderBy(r => r.Seat.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var seen = first?.Rows.ToDictionary(r => r.Seat.SeatId, r => r.Seat.Seen) ?? [];
        var decisions = Decisions(rows, terms, why is not null, seen);
        var draft = new OverageLook
        {
            Rows = rows,
            Unchanged = seats.Count - rows.Count,
            Sum = rows.Aggregate(default(OverageOutlook), (sum, r) => sum + r.Outlook),
            Facts = [],
            WhyAsk = why,
            Approvers = why is null ? [] : Approvers(organisation, changing, terms, caller, now),
            Refusals = [],
            Switches = [.. rows.Select(r => VendorSwitches.Of(r.Seat.Plan)).OfType<VendorSwitch>().Distinct()],
            SuggestedCap = Suggest(organisation, rows),
            Decisions = decisions,
        };
        var refusals = await PreviewAsync(decisions, terms, caller, organisation, cancellationToken);
        return draft with { Facts = OverageFacts.Of(organisation, draft, terms, now), Refusals = refusals };
    }

    /// <summary>Saves what was looked at, with the reason.</summary>
    public async Task<OverageOutcome> SaveAsync(OverageLook look, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RequestOverage);
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new OverageOutcome(null, ["Enter the reason: it stands beside the decision for good."], []);
        }

        var result = await decider.DecideAsync(caller, [.. look.Decisions.Select(d => d with { Reason = reason.Trim() })], cancellationToken: cancellationToken);
        var who = look.Rows.Count == 1 ? look.Rows[0].Seat.Name : Show.Counted(look.Rows.Count, "seat", "seats");
        return result is AppendResult.Refused refused
            ? new OverageOutcome(null, await TextsAsync(refused, look.Decisions, cancellationToken), [])
            : new OverageOutcome(look.WhyAsk is null ? $"Overage is on for {who}." : $"Asked for approval of overage for {who}.", [], []);
    }

    /// <summary>Turns overage off for those of the seats that have it on, from now on; with what turns it on again.</summary>
    public async Task<OverageOutcome> TurnOffAsync(IEnumerable<OverageStanding> seats, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideOverage);
        var on = seats.Where(s => s.Setting.On && s.MayDecide).ToList();
        if (on.Count == 0)
        {
            return new OverageOutcome(null, ["None of these seats has overage on."], []);
        }

        NewDecision[] decisions = [.. on.Select(s => new NewDecision(new OverageDecided(s.SeatId, false, Seen: s.Seen), NewDecision.WhenBooked, "Turned off"))];
        var result = await decider.DecideAsync(caller, decisions, cancellationToken: cancellationToken);
        if (result is not AppendResult.Appended appended)
        {
            return new OverageOutcome(null, await TextsAsync((AppendResult.Refused)result, decisions, cancellationToken), []);
        }

        // What another person would have to decide is no step back.
        var limits = appended.Organisation.OverageLimits;
        var alone = on.All(s => !limits.NeedsSecondPerson(s.Setting.Cap) && (s.Setting.Cap is not null || caller.Access.Can(Right.DecideOverageWithoutCap)));
        var undo = on.Zip(appended.Decisions, (s, d) => new NewDecision(
            new OverageDecided(s.SeatId, true, s.Setting.Cap, s.UntilMs, Seen: d.Sequence), NewDecision.WhenBooked, "Turned on again right after it was turned off"));
        return new OverageOutcome($"Overage is off for {(on.Count == 1 ? on[0].Name : Show.Counted(on.Count, "seat", "seats"))}.", [], alone ? [.. undo] : []);
    }

    /// <summary>Takes a step back, from now on: nothing that happened in between changes.</summary>
    public async Task<OverageOutcome> UndoAsync(OverageOutcome outcome, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideOverage);
        return await decider.DecideAsync(caller, outcome.Undo, cancellationToken: cancellationToken) is AppendResult.Refused refused
            ? new OverageOutcome(null, await TextsAsync(refused, outcome.Undo, cancellationToken), [])
            : new OverageOutcome("Overage is on again, with the cap and the end it had.", [], []);
    }

    /// <summary>Writes down how the vendor's switch stands since now.</summary>
    public async Task<OverageOutcome> DeclareAsync(int seatId, bool on, Caller caller, CancellationToken cancellationToken = default)
    {
        NewDecision[] decisions = [new(new VendorStateDeclared(seatId, on), NewDecision.WhenBooked)];
        return await decider.DecideAsync(caller, decisions, cancellationToken: cancellationToken) is AppendResult.Refused refused
            ? new OverageOutcome(null, await TextsAsync(refused, decisions, cancellationToken), [])
            : new OverageOutcome($"Written down: the vendor's switch is {(on ? "on" : "off")}.", [], []);
    }

    private static Dictionary<int, OverageStanding> Standings(Organisation organisation, IEnumerable<int> seats, Caller caller, long now)
    {
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var see = caller.Access.ScopeOf(Right.SeeSeats);
        var (decide, ask) = (caller.Access.ScopeOf(Right.DecideOverage), caller.Access.ScopeOf(Right.RequestOverage));
        var open = organisation.OverageRequests.Values.Where(r => r.State is OverageRequestState.Open).ToDictionary(r => r.SeatId);
        return seats.Distinct().Where(id => organisation.Seats.TryGetValue(id, out var seat) && see.Has(seat, now)).ToDictionary(id => id, id => Standing(organisation.Seats[id]));

        OverageStanding Standing(Seat seat)
        {
            var setting = seat.Overage.At(now);
            var until = setting.On ? seat.Overage.DecisionAt(now)?.UntilMs : null;
            var day = until is { } end ? ZoneDays.DayOf(end, zone) : (DateOnly?)null;
            return new OverageStanding
            {
                SeatId = seat.Id,
                Name = seat.Name.Length > 0 ? seat.Name : seat.Email,
                Plan = seat.Plan.At(now),
                Setting = setting,
                UntilMs = until,
                UntilDay = day is { } first && ZoneDays.FirstInstantOf(first, zone) == until ? day : null,
                Seen = seat.Overage.Newest,
                Word = SeatWords.Overage(setting.On, setting.Cap),
                Short = !setting.On ? "Off" : setting.Cap is { } cap ? $"On, {SeatWords.Whole(cap)}" : "On",
                VendorText = OverageWords.Vendor(organisation.VendorStates.GetValueOrDefault(seat.Id), now, zone),
                Detail = OverageWords.Detail(seat.Overage, now, zone),
                MayDecide = decide.Has(seat, now),
                MayAsk = ask.Has(seat, now),
                Request = open.GetValueOrDefault(seat.Id),
                Vendor = organisation.VendorStates.GetValueOrDefault(seat.Id),
            };
        }
    }

    private static string? WhyAsk(Organisation organisation, List<OverageStanding> seats, OverageTerms terms, Caller caller) =>
        seats.Any(s => !s.MayDecide) ? "Another person decides about this seat."
        : terms.Cap is null && !caller.Access.Can(Right.DecideOverageWithoutCap) ? "Overage without a cap is an owner's decision."
        : organisation.OverageLimits.NeedsSecondPerson(terms.Cap) ? $"Above a cap of {Show.Money(organisation.OverageLimits.OnePersonUpTo!.Value)} a second person is needed."
        : null;

    private static List<string> Approvers(Organisation organisation, List<OverageStanding> seats, OverageTerms terms, Caller caller, long now)
    {
        var teams = seats.Select(s => organisation.Seats[s.SeatId].Team.At(now)).ToHashSet();
        return [.. organisation.Roles
            .Where(p => p.Key != caller.Access.Person && p.Value.Any(g => RoleRights.Has(g.Role, terms.Cap is null ? Right.DecideOverageWithoutCap : Right.DecideOverage) && (g.Team is null || teams.SetEquals([g.Team]))))
            .Select(p => p.Key).Order(StringComparer.Ordinal)];
    }

    private static OverageLookRow Row(Organisation organisation, OverageStanding seat, OverageBasis? basis, OverageTerms terms, long now)
    {
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var untilMs = terms.End switch
        {
            OverageEnd.Cycle => basis?.EndMs ?? organisation.AccountOf(seat.SeatId).Calendar.At(now).EndMs,
            OverageEnd.Day when terms.Day is { } day => ZoneDays.FirstInstantOf(day, zone),
            _ => (long?)null,
        };
        return new OverageLookRow(seat, basis, OverageFacts.Outlook(basis, terms.Cap, terms.End == OverageEnd.Day ? terms.Day?.AddDays(-1) : null), untilMs);
    }

    private static List<NewDecision> Decisions(List<OverageLookRow> rows, OverageTerms terms, bool isRequest, Dictionary<int, long> seen) => [.. rows.Select(r => new NewDecision(
        isRequest ? new OverageRequested(r.Seat.SeatId, terms.Cap, r.UntilMs) : new OverageDecided(r.Seat.SeatId, true, terms.Cap, r.UntilMs, Seen: seen.GetValueOrDefault(r.Seat.SeatId, r.Seat.Seen)),
        NewDecision.WhenBooked))];

    private static long Suggest(Organisation organisation, List<OverageLookRow> rows)
    {
        var highest = rows.Select(r => OverageFacts.Outlook(r.Basis, null, null).High.Value).DefaultIfEmpty().Max();
        var dollars = Math.Max(5, (highest + (5 * Nanodollars.PerUsd) - 1) / (5 * Nanodollars.PerUsd) * 5);
        return organisation.OverageLimits.OnePersonUpTo is { } limit && limit.Value >= Nanodollars.PerUsd
            ? Math.Min(dollars, limit.Value / Nanodollars.PerUsd) : dollars;
    }

    /// <summary>A reason is typed last: its absence is told when it is saved.</summary>
    private async Task<IReadOnlyList<string>> PreviewAsync(List<NewDecision> decisions, OverageTerms terms, Caller caller, Organisation organisation, CancellationToken cancellationToken) =>
        terms is { End: OverageEnd.Day, Day: null } ? ["Choose the day on which it is off again."]
        : decisions.Count == 0 ? []
        : await decider.DecideAsync(caller, [.. decisions.Select(d => d with { Reason = "preview" })], preview: true, cancellationToken) is AppendResult.Refused refused
            ? Texts(organisation, refused, decisions) : [];

    private async Task<IReadOnlyList<string>> TextsAsync(AppendResult.Refused refused, IReadOnlyList<NewDecision> decisions, CancellationToken cancellationToken) =>
        Texts(await database.Decisions.CurrentAsync(cancellationToken), refused, decisions);

    private static List<string> Texts(Organisation organisation, AppendResult.Refused refused, IReadOnlyList<NewDecision> decisions)
    {
        var texts = refused.Refusals
            .Select(r => decisions.Count > 1 && r.Index < decisions.Count && decisions[r.Index].Body is SeatDecision { SeatId: var id } && organisation.Seats.TryGetValue(id, out var seat)
                ? $"{(seat.Name.Length > 0 ? seat.Name : seat.Email)}: {r.Message}" : r.Message)
            .ToList();
        return texts.Count <= MostRefusals ? texts : [.. texts.Take(MostRefusals), $"And {texts.Count - MostRefusals} more. Nothing was changed."];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
