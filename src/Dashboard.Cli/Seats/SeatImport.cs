using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>Adds seats from a list: looked at first, then saved as decisions, all or none. For pages and the tool alike.</summary>
public sealed class SeatImport(Database database, TimeProvider time)
{
    /// <summary>Reads a list against the organisation as it stands. Nothing is written.</summary>
    /// <param name="text">The list (<see cref="SeatList"/>).</param>
    /// <param name="file">How issues name it.</param>
    /// <param name="defaults">What holds where the list says nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<SeatListPreview> ReadAsync(string text, string file, SeatDefaults defaults, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var list = SeatList.Parse(text, ZoneDays.Find(organisation.Rules.Zone.At(Now())), file);
        var seats = new List<NewSeat>();
        var issues = list.Issues.ToList();
        foreach (var line in list.Lines)
        {
            if (organisation.SeatIds.ContainsKey(line.Email))
            {
                issues.Add(new ParseIssue(file, line.Line, "A seat with this e-mail exists already."));
            }
            else if ((line.Plan ?? defaults.Plan) is not { } plan)
            {
                issues.Add(new ParseIssue(file, line.Line, "The plan is missing."));
            }
            else
            {
                var anchor = line.Anchor ?? defaults.Anchor;
                var isShared = IsShared(organisation, plan, line.Team, line.Email);
                seats.Add(new NewSeat(
                    line.Line, line.Email, line.Name, line.Team, line.CostCentre, plan, anchor, line.ClaimedAtMs ?? (isShared ? null : defaults.ClaimedAtMs),
                    line.ActiveFrom ?? FirstDayOf(organisation, anchor), isShared));
            }
        }

        return new SeatListPreview(seats, [.. issues.OrderBy(i => i.Line)]);
    }

    /// <summary>What a list would change about all seats, added and known ones. Nothing is written.</summary>
    /// <param name="text">The list (<see cref="SeatList"/>).</param>
    /// <param name="file">How the list is named.</param>
    /// <param name="defaults">What holds for new seats where the list says nothing.</param>
    /// <param name="from">First local day of changes to known seats; null: from now on.</param>
    /// <param name="reach">Which seats may be changed.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<SeatPlan> PlanAsync(string text, string file, SeatDefaults defaults, DateOnly? from, SeatReach reach, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        return SeatPlanner.Plan(
            organisation, new SeatPlanInput(SeatList.Parse(text, zone, file), file, defaults, from ?? ZoneDays.DayOf(now, zone), now, new HashSet<int>()), reach);
    }

    /// <summary>The same plan against the decisions as they stand now: the same decisions, unless something was decided meanwhile.</summary>
    public async Task<SeatPlan> AgainAsync(SeatPlan plan, SeatReach reach, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return SeatPlanner.Plan(await database.Decisions.CurrentAsync(cancellationToken), plan.Input, reach);
    }

    /// <summary>Adds the seats, and their claims in the programme that is in force. Usage that states their e-mails becomes theirs.</summary>
    /// <returns>What was written and what usage moved, or why nothing was.</returns>
    public async Task<AppendResult> SaveAsync(IReadOnlyList<NewSeat> seats, Actor actor, string reason, bool preview = false, CancellationToken cancellationToken = default) =>
        await database.Decisions.AppendAsync(await DecisionsAsync(seats, reason, cancellationToken), actor, Now(), preview, cancellationToken);

    /// <summary>The decisions that add the seats, and their claims in the programme that is in force.</summary>
    public async Task<IReadOnlyList<NewDecision>> DecisionsAsync(IReadOnlyList<NewSeat> seats, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seats);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var decisions = new List<NewDecision>(seats.Count * 2);
        for (var i = 0; i < seats.Count; i++)
        {
            var (seat, id) = (seats[i], -1 - i);
            decisions.Add(new NewDecision(new SeatAdded(id, seat.Email, seat.Name, seat.Plan, seat.Team, seat.CostCentre, seat.Anchor, seat.ActiveFrom), now, reason));
            if (seat.ClaimedAtMs is { } claimedAt)
            {
                decisions.Add(new NewDecision(new CreditClaimed(id, organisation.Rules.Choice.At(now).ProgrammeId), claimedAt, reason));
            }
        }

        return decisions;
    }

    /// <summary>A seat is active from the start of its cycle that runs when the books start: its cycles then tile from anchor to anchor, and what was before is history.</summary>
    public static DateOnly FirstDayOf(Organisation organisation, int anchor)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var zone = organisation.Rules.Zone;
        var start = organisation.Rules.BooksStart;
        var atMs = ZoneDays.FirstInstantOf(start, ZoneDays.Find(zone.First));
        return new CycleCalendar(new History<int>(anchor), zone).At(atMs).StartDay;
    }

    /// <summary>The first instant of a day in the organisation's zone, Unix milliseconds UTC.</summary>
    public async Task<long> FirstInstantOfAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return ZoneDays.FirstInstantOf(day, ZoneDays.Find(organisation.Rules.Zone.At(Now())));
    }

    private bool IsShared(Organisation organisation, string plan, string? team, string email)
    {
        var now = Now();
        var choice = organisation.Rules.Choice.At(now);
        return organisation.HasChosen && choice.Mode is not ProgrammeMode.Off
            && organisation.Rules.ProgrammeOf(choice.ProgrammeId).AllowanceAt(now, ZoneDays.Find(organisation.Rules.Zone.At(now)), plan, team, email)?.Scope is ProgrammeScope.Pooled;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
