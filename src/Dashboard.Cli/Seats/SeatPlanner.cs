using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>Compares a list of seats with the organisation, line by line. Pure.</summary>
public sealed class SeatPlanner
{
    private readonly Organisation _organisation;
    private readonly SeatPlanInput _input;
    private readonly SeatReach _reach;
    private readonly TimeZoneInfo _zone;
    private readonly DateOnly _today;
    private readonly long _fromMs;
    private readonly string _programme;
    private readonly string _reason;

    private SeatPlanner(Organisation organisation, SeatPlanInput input, SeatReach reach)
    {
        (_organisation, _input, _reach) = (organisation, input, reach);
        _zone = ZoneDays.Find(organisation.Rules.Zone.At(input.NowMs));
        _today = ZoneDays.DayOf(input.NowMs, _zone);
        _fromMs = input.From == _today ? input.NowMs : ZoneDays.FirstInstantOf(input.From, _zone);
        _programme = organisation.Rules.Choice.At(input.NowMs).ProgrammeId;
        _reason = $"Import of {input.File}";
    }

    /// <summary>The plan.</summary>
    public static SeatPlan Plan(Organisation organisation, SeatPlanInput input, SeatReach reach)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(reach);
        return new SeatPlanner(organisation, input, reach).Plan();
    }

    private SeatPlan Plan()
    {
        var rows = new List<SeatPlanRow>();
        var issues = _input.List.Issues.ToList();
        var unchanged = 0;
        foreach (var line in _input.List.Lines)
        {
            var seat = _organisation.SeatOf(line.Email);
            var problem = seat is null ? ProblemOfNew(line) : ProblemOf(seat, line);
            if (problem is not null)
            {
                issues.Add(new ParseIssue(_input.File, line.Line, problem));
                continue;
            }

            var changes = seat is null ? Add(line, -1 - rows.Count) : Change(seat, line);
            if (changes.Count == 0)
            {
                unchanged++;
            }
            else
            {
                rows.Add(new SeatPlanRow(line.Line, seat?.Id ?? -1 - rows.Count, line.Email, line.Name.Length > 0 ? line.Name : seat?.Name ?? "", changes));
            }
        }

        var missing = _organisation.Seats.Values
            .Where(s => !_input.List.Named.Contains(s.Email) && !(s.ActiveUntil <= _input.From) && _reach.Seat(s))
            .OrderBy(s => s.Email, StringComparer.Ordinal)
            .ToList();
        rows.AddRange(missing.Where(s => _input.EndMissing.Contains(s.Id)).Select(s => new SeatPlanRow(0, s.Id, s.Email, s.Name, [End(s, LastDay(s))])));
        return new SeatPlan
        {
            Input = _input,
            Rows = rows,
            Issues = [.. issues.OrderBy(i => i.Line)],
            Unchanged = unchanged,
            Missing = missing,
            NewTeams = Unknown(_organisation.Teams, rows, b => b switch { SeatAdded o => o.Team, SeatTeamChanged o => o.Team, _ => null }),
            NewCostCentres = Unknown(_organisation.CostCentres, rows, b => b switch { SeatAdded o => o.CostCentre, SeatCostCentreChanged o => o.CostCentre, _ => null }),
            IsDatedBack = _fromMs < _input.NowMs && rows.Any(r => !r.IsNew),
        };
    }

    private static List<string> Unknown(ImmutableSortedSet<string> known, List<SeatPlanRow> rows, Func<DecisionBody, string?> name) =>
        [.. rows.SelectMany(r => r.Changes).Select(c => name(c.Decision.Body)).OfType<string>().Where(n => !known.Contains(n)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private string? ProblemOfNew(SeatLine line)
    {
        var first = line.ActiveFrom ?? SeatImport.FirstDayOf(_organisation, line.Anchor ?? _input.Defaults.Anchor);
        return (line.Plan ?? _input.Defaults.Plan) is null ? "The plan is missing."
            : !_reach.Team(Named(line.Team)) ? "New seats go to a team of yours."
            : line.ActiveUntil <= first ? $"The seat would end before its first day, {Day(first)}."
            : null;
    }

    private string? ProblemOf(Seat seat, SeatLine line)
    {
        var claim = seat.ClaimOf(_programme);
        return !_reach.Seat(seat) || (line.Team is not null && Named(line.Team) != seat.Team.At(_fromMs) && !_reach.Team(Named(line.Team))) ? "The seat, or the team it would go to, is not yours to change."
            : line.ActiveFrom is { } first && first != seat.ActiveFrom ? $"The seat is active from {Day(seat.ActiveFrom)}; its first day cannot be changed."
            : line.ActiveUntil <= seat.ActiveFrom ? $"The seat is active from {Day(seat.ActiveFrom)} and cannot end before."
            : line.ClaimedAtMs is { } at && claim is not null && claim.AtMs < at && !IsSameClaim(claim, line) ? $"The credit was claimed on {Day(ZoneDays.DayOf(claim.AtMs, _zone))} already."
            : null;
    }

    private List<SeatFieldChange> Add(SeatLine line, int id)
    {
        var anchor = line.Anchor ?? _input.Defaults.Anchor;
        var plan = (line.Plan ?? _input.Defaults.Plan)!;
        var first = line.ActiveFrom ?? SeatImport.FirstDayOf(_organisation, anchor);
        var words = string.Join(", ", new[] { Plans.NameOf(plan), Named(line.Team) ?? "no team", Named(line.CostCentre), $"day {anchor}", $"from {Day(first)}" }.OfType<string>());
        var changes = new List<SeatFieldChange>
        {
            new(SeatField.Added, null, words, Now(new SeatAdded(id, line.Email, line.Name, plan, Named(line.Team), Named(line.CostCentre), anchor, first))),
        };
        if ((line.ClaimedAtMs ?? _input.Defaults.ClaimedAtMs) is { } at)
        {
            changes.Add(new SeatFieldChange(SeatField.Claim, null, Day(ZoneDays.DayOf(at, _zone)), new NewDecision(new CreditClaimed(id, _programme), at, _reason)));
        }

        if (line.ActiveUntil is { } until)
        {
            changes.Add(new SeatFieldChange(SeatField.End, null, Day(until), Now(new SeatEnded(id, until))));
        }

        return changes;
    }

    private List<SeatFieldChange> Change(Seat seat, SeatLine line)
    {
        var changes = new List<SeatFieldChange>();
        if (line.Name.Length > 0 && line.Name != seat.Name)
        {
            changes.Add(new SeatFieldChange(SeatField.Name, seat.Name, line.Name, Now(new SeatRenamed(seat.Id, line.Name))));
        }

        if (line.Plan is { } plan && plan != seat.Plan.At(_fromMs))
        {
            changes.Add(new SeatFieldChange(SeatField.Plan, Plans.NameOf(seat.Plan.At(_fromMs)), Plans.NameOf(plan), Then(new SeatPlanChanged(seat.Id, plan))));
        }

        if (line.Team is { } team && Named(team) != seat.Team.At(_fromMs))
        {
            changes.Add(new SeatFieldChange(SeatField.Team, seat.Team.At(_fromMs) ?? "no team", Named(team) ?? "no team", Then(new SeatTeamChanged(seat.Id, Named(team)))));
        }

        if (line.CostCentre is { } centre && Named(centre) != seat.CostCentre.At(_fromMs))
        {
            changes.Add(new SeatFieldChange(SeatField.CostCentre, seat.CostCentre.At(_fromMs) ?? "none", Named(centre) ?? "none", Then(new SeatCostCentreChanged(seat.Id, Named(centre)))));
        }

        if (line.Anchor is { } anchor && anchor != seat.Anchor.At(_fromMs))
        {
            changes.Add(new SeatFieldChange(
                SeatField.Anchor, seat.Anchor.At(_fromMs).ToString(CultureInfo.InvariantCulture), anchor.ToString(CultureInfo.InvariantCulture), Then(new SeatAnchorChanged(seat.Id, anchor))));
        }

        if (line.ClaimedAtMs is { } at && seat.ClaimOf(_programme) is var claim && !(claim is not null && IsSameClaim(claim, line)))
        {
            changes.Add(new SeatFieldChange(
                SeatField.Claim, claim is null ? null : Day(ZoneDays.DayOf(claim.AtMs, _zone)), Day(ZoneDays.DayOf(at, _zone)), new NewDecision(new CreditClaimed(seat.Id, _programme), at, _reason)));
        }

        if (line.ActiveUntil is { } until && until != seat.ActiveUntil)
        {
            changes.Add(End(seat, until));
        }

        return changes;
    }

    private SeatFieldChange End(Seat seat, DateOnly until) =>
        new(SeatField.End, seat.ActiveUntil is { } before ? Day(before) : null, Day(until), Now(new SeatEnded(seat.Id, until)));

    /// <summary>A seat is active for a day at least.</summary>
    private DateOnly LastDay(Seat seat) => _input.From > seat.ActiveFrom ? _input.From : seat.ActiveFrom.AddDays(1);

    /// <summary>A list that says the day of a claim says nothing about its hour.</summary>
    private bool IsSameClaim(Claim claim, SeatLine line) =>
        claim.AtMs == line.ClaimedAtMs || (line.ClaimedOn is { } day && ZoneDays.DayOf(claim.AtMs, _zone) == day);

    private NewDecision Now(DecisionBody body) => new(body, _input.NowMs, _reason);

    private NewDecision Then(DecisionBody body) => new(body, _fromMs, _reason);

    private static string? Named(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
