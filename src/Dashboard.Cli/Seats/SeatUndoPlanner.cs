using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>
/// Takes the last import of seats back: each of its dated decisions is followed by one at the same instant with what held before, seats
/// that it added are taken back, and its claims and ends too. Not once anything else was decided about one of its seats, or a team got another name.
/// </summary>
public sealed class SeatUndoPlanner(Database database, TimeProvider time)
{
    /// <summary>The plan. Nothing is written.</summary>
    /// <param name="withNames">Whether teams and cost centres go too that only the import made.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<SeatUndo> PlanAsync(bool withNames = true, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (organisation.LastImport is not { } import)
        {
            return SeatUndo.None;
        }

        var done = await database.Decisions.FollowingAsync(import.Sequence, import.Changes, cancellationToken);
        var later = await database.Decisions.SubjectsAfterAsync(import.Sequence + import.Changes, cancellationToken);
        if (later.Contains("team-renamed") || later.Contains("cost-centre-renamed"))
        {
            return new SeatUndo(import, [], [], "A team or cost centre got another name since.", []);
        }

        if (done.FirstOrDefault(d => later.Contains(d.Body.Subject)) is { Body: SeatDecision touched })
        {
            var who = organisation.Seats.TryGetValue(touched.SeatId, out var seat) ? seat.Email : "a seat that is gone";
            return new SeatUndo(import, [], [], $"Something else was decided since about {who}.", []);
        }

        var before = await database.Decisions.BeforeAsync(import.Sequence, cancellationToken);
        var used = await database.Decisions.WithUsageAsync([.. done.Select(d => d.Body).OfType<SeatAdded>().Select(a => a.SeatId)], cancellationToken);
        return Plan(organisation, before, import, done, used, withNames);
    }

    private SeatUndo Plan(Organisation organisation, Organisation before, SeatsImport import, IReadOnlyList<Decision> done, IReadOnlySet<int> used, bool withNames)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var rows = new List<SeatPlanRow>();
        foreach (var group in done.Where(d => d.Body is SeatDecision).GroupBy(d => ((SeatDecision)d.Body).SeatId).Where(g => !used.Contains(g.Key)))
        {
            var seat = organisation.Seats[group.Key];
            var changes = before.Seats.TryGetValue(seat.Id, out var was)
                ? [.. group.Select(d => Back(was, d, now, zone))]
                : (List<SeatFieldChange>)[new(SeatField.Added, "added by the import", "taken back", new NewDecision(new SeatAdditionTakenBack(seat.Id), now, Reason(import)))];
            rows.Add(new SeatPlanRow(0, seat.Id, seat.Email, was?.Name ?? seat.Name, [.. changes.Select(c => c with { Decision = c.Decision with { Reason = Reason(import) } })]));
        }

        var decisions = rows.SelectMany(r => r.Changes).Select(c => c.Decision).ToList();
        if (withNames && decisions.Count > 0)
        {
            decisions.AddRange(Names(organisation, before, rows.Select(r => r.SeatId).ToHashSet()).Select(b => new NewDecision(b, now, Reason(import))));
        }

        var kept = used.Order().Select(id => organisation.Seats[id].Email).ToList();
        return decisions.Count == 0
            ? new SeatUndo(import, [], kept, "Every seat that it added has usage since; such a seat can only end.", [])
            : new SeatUndo(import, rows, kept, null, [new NewDecision(new SeatsImportUndone(import.Sequence, decisions.Count), now, Reason(import)), .. decisions]);
    }

    /// <summary>Names that exist since the import and that nothing else uses.</summary>
    private static IEnumerable<TeamDecision> Names(Organisation organisation, Organisation before, HashSet<int> undone) =>
    [
        .. organisation.Teams.Except(before.Teams).Where(t => !organisation.IsTeamUsed(t, undone)).Select(t => new TeamRemoved(t)),
        .. organisation.CostCentres.Except(before.CostCentres).Where(c => !organisation.IsCostCentreUsed(c, undone)).Select(c => new CostCentreRemoved(c)),
    ];

    private static string Reason(SeatsImport import) => $"Undo of the import of {import.File}";

    private static SeatFieldChange Back(Seat was, Decision done, long now, TimeZoneInfo zone)
    {
        var at = done.EffectiveAtMs;
        return done.Body switch
        {
            SeatRenamed o => new(SeatField.Name, o.Name, was.Name, new NewDecision(new SeatRenamed(was.Id, was.Name), now)),
            SeatPlanChanged o => new(SeatField.Plan, Plans.NameOf(o.Plan), Plans.NameOf(was.Plan.At(at)), new NewDecision(new SeatPlanChanged(was.Id, was.Plan.At(at)), at)),
            SeatTeamChanged o => new(SeatField.Team, o.Team ?? "no team", was.Team.At(at) ?? "no team", new NewDecision(new SeatTeamChanged(was.Id, was.Team.At(at)), at)),
            SeatCostCentreChanged o => new(SeatField.CostCentre, o.CostCentre ?? "none", was.CostCentre.At(at) ?? "none", new NewDecision(new SeatCostCentreChanged(was.Id, was.CostCentre.At(at)), at)),
            SeatAnchorChanged o => new(SeatField.Anchor, Number(o.Anchor), Number(was.Anchor.At(at)), new NewDecision(new SeatAnchorChanged(was.Id, was.Anchor.At(at)), at)),
            CreditClaimed o => new(SeatField.Claim, Day(ZoneDays.DayOf(at, zone)), "not by this import", new NewDecision(new ClaimTakenBack(was.Id, o.ProgrammeId), at)),
            SeatEnded o => new(SeatField.End, Day(o.ActiveUntil), was.ActiveUntil is { } until ? Day(until) : "open", new NewDecision(was.ActiveUntil is { } day ? new SeatEnded(was.Id, day) : new SeatEndTakenBack(was.Id), now)),
            var other => throw new InvalidOperationException($"An import does not decide {other.GetType().Name}."),
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
