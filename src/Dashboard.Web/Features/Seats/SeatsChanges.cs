using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Seats;

/// <summary>Plan, team, cost centre and end of many seats: looked at first, then saved as one dated decision a seat, all or none.</summary>
public sealed class SeatsChanges(Database database, Decider decider, TimeProvider time)
{
    /// <summary>Teams and cost centres of the seats that the caller manages, for suggestions.</summary>
    public async Task<IReadOnlyList<string>> KnownAsync(SeatsChangeKind kind, Caller caller)
    {
        caller.Require(Right.ManageSeats);
        var now = Now();
        var scope = caller.Access.ScopeOf(Right.ManageSeats);
        return kind == SeatsChangeKind.Plan ? [.. Plans.All.Select(p => p.Id)]
            : kind == SeatsChangeKind.End ? []
            : [.. (await database.Decisions.CurrentAsync()).Seats.Values.Where(s => scope.Has(s, now)).Select(s => ValueOf(s, kind, now)).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The local day.</summary>
    public async Task<DateOnly> TodayAsync() => Today(await database.Decisions.CurrentAsync());

    /// <summary>What the change would do. Nothing is written.</summary>
    public async Task<SeatsChangePreview> PreviewAsync(IReadOnlyCollection<int> seats, SeatsChange change, Caller caller)
    {
        caller.Require(Right.ManageSeats);
        var organisation = await database.Decisions.CurrentAsync();
        var atMs = change.Kind == SeatsChangeKind.End ? Now() : InstantOf(organisation, change.From);
        var changed = Changed(organisation, seats, change, atMs);
        var result = await decider.DecideAsync(caller, Decisions(changed, change, atMs), preview: true);
        var rows = changed.GroupBy(s => ValueOf(s, change.Kind, atMs))
            .OrderByDescending(g => g.Count())
            .Select(g => new KeyValue(change.Kind == SeatsChangeKind.End ? EndWords(g.Key, change.From, Today(organisation)) : $"{Word(g.Key, change.Kind)} to {Word(change.Value, change.Kind)}", Show.Counted(g.Count(), "seat", "seats")))
            .ToList();
        if (seats.Count > changed.Count)
        {
            rows.Add(new KeyValue("Have it already and do not change", Show.Counted(seats.Count - changed.Count, "seat", "seats")));
        }

        if (change.Kind == SeatsChangeKind.Plan)
        {
            var programme = organisation.Rules.ProgrammeOf(organisation.Rules.Choice.At(atMs).ProgrammeId);
            var (before, after) = Allowances(organisation, programme, changed, change, atMs);
            rows.Add(new KeyValue("Allowances of these seats today", $"${Show.Amount(before)} a cycle", Show.Exact(before)));
            rows.Add(new KeyValue("After the change", $"${Show.Amount(after)} a cycle", Show.Exact(after), IsSum: true));
        }

        return new SeatsChangePreview(rows, changed.Count, NoteOf(organisation, change, atMs), result is AppendResult.Refused refused ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : []);
    }

    /// <summary>Saves the change and brings the books up to it. Why not, when it was refused.</summary>
    public async Task<IReadOnlyList<string>> SaveAsync(IReadOnlyCollection<int> seats, SeatsChange change, Caller caller)
    {
        caller.Require(Right.ManageSeats);
        var organisation = await database.Decisions.CurrentAsync();
        var atMs = change.Kind == SeatsChangeKind.End ? Now() : InstantOf(organisation, change.From);
        var result = await decider.DecideAsync(caller, Decisions(Changed(organisation, seats, change, atMs), change, atMs));
        return result is AppendResult.Refused refused ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : [];
    }

    private static List<Seat> Changed(Organisation organisation, IReadOnlyCollection<int> seats, SeatsChange change, long atMs) =>
        [.. seats.Order().Select(id => organisation.Seats[id]).Where(s => ValueOf(s, change.Kind, atMs) != (change.Kind == SeatsChangeKind.End ? Iso(change.From) : change.Value))];

    private static List<NewDecision> Decisions(IReadOnlyList<Seat> seats, SeatsChange change, long atMs) => [.. seats.Select(s => new NewDecision(
        change.Kind switch
        {
            SeatsChangeKind.Plan => new SeatPlanChanged(s.Id, change.Value!),
            SeatsChangeKind.Team => new SeatTeamChanged(s.Id, change.Value),
            SeatsChangeKind.CostCentre => new SeatCostCentreChanged(s.Id, change.Value),
            SeatsChangeKind.End => new SeatEnded(s.Id, change.From),
        },
        atMs,
        change.Reason))];

    private static (Nanodollars Before, Nanodollars After) Allowances(Organisation organisation, Programme programme, IReadOnlyList<Seat> seats, SeatsChange change, long atMs)
    {
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(atMs));
        var (before, after) = (Nanodollars.Zero, Nanodollars.Zero);
        foreach (var seat in seats)
        {
            before += Of(seat.Plan.At(atMs));
            after += Of(change.Value!);

            Nanodollars Of(string plan) => programme.AllowanceAt(atMs, zone, plan, seat.Team.At(atMs), seat.Email)?.Amount ?? Nanodollars.Zero;
        }

        return (before, after);
    }

    private string NoteOf(Organisation organisation, SeatsChange change, long atMs)
    {
        var begin = change.From == Today(organisation) ? "from now on" : $"from {Show.Day(change.From, Today(organisation))} on";
        if (change.Kind == SeatsChangeKind.End)
        {
            return "What is left may still be drawn until each seat's cycle ends. After it nothing is granted, and usage is uncovered. Usage, ledger and decisions stay. The account at the vendor is ended there.";
        }

        if (change.Kind != SeatsChangeKind.Plan)
        {
            return $"It holds {begin}. What happened before stays where it was.";
        }

        var policy = organisation.Rules.ProgrammeOf(organisation.Rules.Choice.At(atMs).ProgrammeId).PlanChange;
        return $"The plan holds {begin}. " + policy switch
        {
            PlanChangePolicy.NextCycle => "The new allowance is granted with each seat's next cycle.",
            PlanChangePolicy.ImmediateDifference => "A higher allowance grants the difference at that moment.",
            PlanChangePolicy.ProratedDifference => "A higher allowance grants the difference for the rest of the cycle at that moment.",
        } + " Nothing that was granted is taken back. The vendor's own plan is changed at the vendor.";
    }

    private static string Word(string? value, SeatsChangeKind kind) => kind switch
    {
        SeatsChangeKind.Plan => Plans.NameOf(value!),
        SeatsChangeKind.Team => value ?? "no team",
        SeatsChangeKind.CostCentre => value ?? "no cost centre",
        SeatsChangeKind.End => value ?? "open",
    };

    private static string? ValueOf(Seat seat, SeatsChangeKind kind, long atMs) => kind switch
    {
        SeatsChangeKind.Plan => seat.Plan.At(atMs),
        SeatsChangeKind.Team => seat.Team.At(atMs),
        SeatsChangeKind.CostCentre => seat.CostCentre.At(atMs),
        SeatsChangeKind.End => seat.ActiveUntil is { } until ? Iso(until) : null,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string EndWords(string? before, DateOnly until, DateOnly today) =>
        $"{(before is null ? "Open" : $"Until {Show.Day(DateOnly.ParseExact(before, "yyyy-MM-dd", CultureInfo.InvariantCulture), today)}")}, ended from {Show.Day(until, today)} on";

    private long InstantOf(Organisation organisation, DateOnly day) =>
        day == Today(organisation) ? Now() : ZoneDays.FirstInstantOf(day, ZoneDays.Find(organisation.Rules.Zone.At(Now())));

    private DateOnly Today(Organisation organisation) => ZoneDays.DayOf(Now(), ZoneDays.Find(organisation.Rules.Zone.At(Now())));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
