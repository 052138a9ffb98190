using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Claims;

/// <summary>Records claims of one seat, a selection or a list, and tells what unclaimed seats lose. A bare day counts from its first instant in the organisation's zone.</summary>
public sealed class ClaimsDesk(Database database, Decider decider, TimeProvider time)
{
    private const string Selection = "selection";

    /// <summary>The local day.</summary>
    public async Task<DateOnly> TodayAsync() => (await database.Decisions.CurrentAsync()).DayOf(Now());

    /// <summary>What recording a claim of these seats on a day would do. Nothing is written.</summary>
    public async Task<ClaimLook> LookAsync(IEnumerable<int> seats, DateOnly on, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RecordClaims);
        return await LookAsync([.. seats.Distinct().Order().Select(id => new ClaimDraft(id, on))], [], Selection, caller);
    }

    /// <summary>The same for a list of e-mails and days; a line without a day takes the given one.</summary>
    public async Task<ClaimLook> ReadAsync(string text, string file, DateOnly otherwise, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RecordClaims);
        var organisation = await database.Decisions.CurrentAsync();
        var list = ClaimList.Parse(text, file);
        var scope = caller.Access.ScopeOf(Right.RecordClaims);
        var drafts = new List<ClaimDraft>();
        var issues = list.Issues.ToList();
        foreach (var line in list.Lines)
        {
            // A seat of another team is as unknown as one that is not there.
            if (organisation.SeatOf(line.Email) is { } seat && scope.Has(seat, Now()))
            {
                drafts.Add(new ClaimDraft(seat.Id, line.ClaimedOn ?? otherwise, line.Line));
            }
            else
            {
                issues.Add(new ParseIssue(file, line.Line, "There is no seat of yours with this e-mail."));
            }
        }

        return await LookAsync(drafts, issues, file, caller);
    }

    /// <summary>Records what was looked at. Why not, when it was refused.</summary>
    public async Task<IReadOnlyList<string>> SaveAsync(ClaimLook look, string reason, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.RecordClaims);
        return await decider.DecideAsync(caller, Decisions(await database.Decisions.CurrentAsync(), look.Claims, reason)) is AppendResult.Refused refused
            ? [.. refused.Refusals.Select(r => r.Message).Distinct()] : [];
    }

    /// <summary>The unclaimed seats that the caller sees.</summary>
    public async Task<UnclaimedView> UnclaimedAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.SeeSeats);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var programme = ProgrammeOf(organisation);
        var steps = ClaimSteps.Of(programme.Id);
        var query = new SeatsQuery { Within = caller.Access.ScopeOf(Right.SeeSeats).Within, States = [SeatState.Unclaimed], Limit = SeatsRead.MostRows };
        var lines = (await SeatsRead.PageAsync(database, query, cancellationToken)).Items;
        var left = await OverageRead.LeftOnTheTableAsync(database, lines.Select(l => l.SeatId), cancellationToken);
        var rows = lines
            .Select(l => new UnclaimedRow(
                l.SeatId, SeatWords.Name(l), l.Email, SeatWords.Href(l.Email), l.Team, Plans.NameOf(l.Plan), l.Allowance, l.Used, left.GetValueOrDefault(l.SeatId),
                ClaimMail.Link(l.Email, ClaimMail.Text(SeatWords.Name(l), programme.Name, l.Allowance, steps))))
            .OrderByDescending(r => r.Loses.Value).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new UnclaimedView(
            programme.Name, programme.ClaimNeeded, rows, Sum(rows.Select(r => r.Loses)), Sum(rows.Select(r => r.Left)), ClaimMail.Text(null, programme.Name, null, steps), steps,
            programme.StatusOn(organisation.DayOf(now)) is { Status: not VendorStatus.Active } status ? $"{status.Text} ({Show.Day(status.Day, default)})" : null,
            caller.Access.Can(Right.RecordClaims), ZoneDays.Find(organisation.Rules.Zone.At(now)), DateTimeOffset.FromUnixTimeMilliseconds(now));
    }

    private async Task<ClaimLook> LookAsync(List<ClaimDraft> drafts, List<ParseIssue> issues, string file, Caller caller)
    {
        var organisation = await database.Decisions.CurrentAsync();
        var programme = ProgrammeOf(organisation);
        var today = organisation.DayOf(Now());
        var claims = new List<ClaimDraft>();
        var granted = Nanodollars.Zero;
        foreach (var draft in drafts.Where(d => organisation.Seats.ContainsKey(d.SeatId)))
        {
            var seat = organisation.Seats[draft.SeatId];
            var name = seat.Name.Length > 0 ? seat.Name : seat.Email;
            if (!programme.ClaimNeeded)
            {
                issues.Add(new ParseIssue(file, draft.Line, $"{name}: {programme.Name} needs no claim."));
            }
            else if (draft.On > today)
            {
                issues.Add(new ParseIssue(file, draft.Line, $"{name}: the day of a claim cannot lie ahead."));
            }
            else if (seat.Claims.Any(c => c.ProgrammeId == programme.Id && c.AtMs <= InstantOf(organisation, draft.On)))
            {
                issues.Add(new ParseIssue(file, draft.Line, $"{name}: claimed already."));
            }
            else
            {
                claims.Add(draft);
                granted += AllowanceOf(organisation, programme, seat);
            }
        }

        if (claims.Count > 0 && await decider.DecideAsync(caller, Decisions(organisation, claims, ""), preview: true) is AppendResult.Refused refused)
        {
            foreach (var refusal in refused.Refusals)
            {
                var claim = claims[refusal.Index];
                issues.Add(new ParseIssue(file, claim.Line, refusal.Message));
            }

            claims = [.. claims.Where((_, i) => refused.Refusals.All(r => r.Index != i))];
        }

        return new ClaimLook(
            claims,
            [
                new("Claims that are recorded", Show.ExactCount(claims.Count)),
                new("Credit that counts each cycle", Show.Money(granted), Show.Exact(granted), IsSum: true),
                .. issues.Count == 0 ? Array.Empty<KeyValue>() : [new("Left out", Show.ExactCount(issues.Count))],
            ],
            [.. issues.OrderBy(i => i.Line)]);
    }

    private List<NewDecision> Decisions(Organisation organisation, IEnumerable<ClaimDraft> claims, string reason)
    {
        var programme = ProgrammeOf(organisation).Id;
        return [.. claims.Select(c => new NewDecision(new CreditClaimed(c.SeatId, programme), InstantOf(organisation, c.On), reason.Trim()))];
    }

    private Nanodollars AllowanceOf(Organisation organisation, Programme programme, Seat seat) =>
        programme.AllowanceAt(Now(), ZoneDays.Find(organisation.Rules.Zone.At(Now())), seat.Plan.At(Now()), seat.Team.At(Now()), seat.Email)?.Amount ?? Nanodollars.Zero;

    private Programme ProgrammeOf(Organisation organisation) => organisation.Rules.ProgrammeOf(organisation.Rules.Choice.At(Now()).ProgrammeId);

    private static Nanodollars Sum(IEnumerable<Nanodollars> amounts) => amounts.Aggregate(Nanodollars.Zero, (sum, amount) => sum + amount);

    private static long InstantOf(Organisation organisation, DateOnly day)
    {
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return ZoneDays.FirstInstantOf(day, ZoneDays.Find(organisation.Rules.Zone.At(midnight)));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
