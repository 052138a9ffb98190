using Dashboard.Cli.Seats;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.FirstRun;

/// <summary>The first decisions of an organisation. Every step is a decision of its own, so set-up can stop after any and go on later.</summary>
public sealed class FirstRunCommands(Database database, Decider decider, SeatImport seats, SourceReads sources, TimeProvider time)
{
    /// <summary>How far the set-up is.</summary>
    public async Task<FirstRunView> LoadAsync(CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var zone = organisation.Rules.Zone.At(now);
        var totals = await sources.TotalsAsync(cancellationToken);
        return new FirstRunView(
            organisation,
            organisation.HasChosen ? organisation.Rules.Choice.At(now) : null,
            totals.Values.Any(t => t.Read > 0),
            ZoneDays.DayOf(now, ZoneDays.Find(zone)),
            new CycleCalendar(new History<int>(1), new History<string>(zone)).At(now).StartDay);
    }

    /// <summary>Creates the organisation, or corrects zone and books start while it has no seat. What is wrong, or null.</summary>
    public async Task<string?> SaveOrganisationAsync(string name, string zone, DateOnly booksStart, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.DecideSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.IsCreated)
        {
            return await DecideAsync([new NewDecision(new OrganisationCreated(name.Trim(), zone, booksStart), Now(), "Set-up")], caller, cancellationToken);
        }

        var changes = new List<NewDecision>();
        if (organisation.Rules.Zone.At(Now()) != zone)
        {
            // Without seats there is no cycle yet that an earlier zone could have cut.
            changes.Add(new NewDecision(new ZoneChanged(zone), organisation.Seats.IsEmpty ? 0 : Now(), "Set-up"));
        }

        if (organisation.Rules.BooksStart != booksStart)
        {
            changes.Add(new NewDecision(new BooksStartMoved(booksStart), Now(), "Set-up"));
        }

        return changes.Count == 0 ? null : await DecideAsync(changes, caller, cancellationToken);
    }

    /// <summary>Chooses the programme and its mode, and what goes with it. What is wrong, or null.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="budget">Internal budget: what every seat has a month; null: nothing is entered.</param>
    /// <param name="poolClaimedOn">A shared account: the day on which the organisation claimed the credit; null: not yet.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<string?> ChooseAsync(ProgrammeChoice choice, Nanodollars? budget, DateOnly? poolClaimedOn, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.DecideSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var decisions = new List<NewDecision>();
        if (!organisation.HasChosen || organisation.Rules.Choice.At(now) != choice)
        {
            decisions.Add(new NewDecision(new ProgrammeChosen(choice.ProgrammeId, choice.Mode), organisation.Seats.IsEmpty ? 0 : now, "Set-up"));
        }

        if (budget is { } amount)
        {
            var row = new AllowanceRow
            {
                Target = AllowanceTarget.Everyone,
                Key = "",
                Amount = amount,
                EffectiveFrom = organisation.Rules.BooksStart,
                Source = "Entered at set-up",
            };
            decisions.Add(new NewDecision(new AllowanceSet(choice.ProgrammeId, row), now, "Set-up"));
        }

        if (poolClaimedOn is { } day && !organisation.Rules.PoolClaims.Any(c => c.ProgrammeId == choice.ProgrammeId))
        {
            decisions.Add(new NewDecision(new CreditClaimed(0, choice.ProgrammeId), ZoneDays.FirstInstantOf(day, ZoneDays.Find(organisation.Rules.Zone.At(now))), "Set-up"));
        }

        return decisions.Count == 0 ? null : await DecideAsync(decisions, caller, cancellationToken);
    }

    /// <summary>Adds seats from a list that was checked, or with <paramref name="preview"/> tells what would move.</summary>
    public async Task<AppendResult> AddSeatsAsync(IReadOnlyList<NewSeat> list, Caller caller, bool preview, CancellationToken cancellationToken = default) =>
        await decider.DecideAsync(caller, await seats.DecisionsAsync(list, "List of seats", cancellationToken), preview, cancellationToken);

    private async Task<string?> DecideAsync(IReadOnlyList<NewDecision> decisions, Caller caller, CancellationToken cancellationToken) =>
        await decider.DecideAsync(caller, decisions, cancellationToken: cancellationToken) is AppendResult.Refused refused ? refused.Refusals[0].Message : null;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
