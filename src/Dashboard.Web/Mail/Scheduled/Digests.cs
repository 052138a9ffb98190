using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Charts;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Mail.Letters;
using Dashboard.Web.Security;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>Writes the digest of a person: what the person's own page says now, read with the person's own rights. The organisation for who sees its figures, the teams for their admins, the seat for its holder.</summary>
internal sealed class Digests(Database database, OverviewReader overview, SeatsDesk seats, SeatReader seat)
{
    private const int MostSeats = 10;

    /// <summary>The digest as of now; null when the person has nothing to be told of, or has no role any more.</summary>
    public async Task<DigestLetter?> OfAsync(string person, Organisation organisation, bool isWeekly, long nowMs, CancellationToken cancellationToken)
    {
        var caller = new Caller(new Actor(person), new Access(person, organisation.RolesOf(person)));
        var isShadow = organisation.Rules.Choice.At(nowMs).Mode is Credits.Programmes.ProgrammeMode.Shadow;
        if (caller.Access.Can(Right.SeeFigures))
        {
            return await OrganisationAsync(caller, organisation, isWeekly, cancellationToken);
        }

        // What is only as if concerns owners and finance; to others it would look like a limit.
        return isShadow || !caller.Access.Can(Right.SeeSeats) ? null
            : caller.Access.Is(Role.TeamAdmin) ? await TeamsAsync(caller, organisation, isWeekly, cancellationToken)
            : await SeatAsync(caller, organisation, isWeekly, nowMs);
    }

    private async Task<DigestLetter?> OrganisationAsync(Caller caller, Organisation organisation, bool isWeekly, CancellationToken cancellationToken)
    {
        var view = await overview.ReadAsync(caller);
        if (view.Figures.Count == 0)
        {
            return null;
        }

        var (rows, count) = await NeedAsync(caller, cancellationToken);
        return New(organisation, view.AsOf, isWeekly, organisation.Name, view.Answer, view.Reason) with
        {
            Shadow = view.Chart is { Shadow: true },
            Figures = [.. view.Figures.Select(f => new LetterFigure(f.Label, f.Value, f.Sub))],
            Chart = view.Chart is { } chart ? LetterCharts.Of(chart) : null,
            Seats = rows,
            SeatsInAll = count,
            LeftOut = [.. view.LeftOut.Select(l => l.Text)],
            NewestEventMs = view.NewestEvent?.ToUnixTimeMilliseconds(),
        };
    }

    private async Task<DigestLetter?> TeamsAsync(Caller caller, Organisation organisation, bool isWeekly, CancellationToken cancellationToken)
    {
        var view = await seats.ReadAsync(new SeatsFilter(), 0, caller, cancellationToken);
        if (view.Totals.Seats == 0)
        {
            return null;
        }

        var past = view.Counts.States.GetValueOrDefault(SeatState.Exhausted) + view.Counts.States.GetValueOrDefault(SeatState.OverageOn);
        var likely = view.Counts.States.GetValueOrDefault(SeatState.LikelyToRunOut);
        var (rows, count) = await NeedAsync(caller, cancellationToken);
        var totals = view.Totals;
        return New(organisation, view.Now, isWeekly, string.Join(", ", caller.Access.ScopeOf(Right.SeeSeats).Teams), TeamDigest.Answer(totals.Seats, past, likely), TeamDigest.Reason(totals)) with
        {
            Figures = TeamDigest.Figures(totals),
            Chart = await ChartAsync(caller, view, cancellationToken) is { } chart ? LetterCharts.Of(chart) : null,
            Seats = rows,
            SeatsInAll = count,
            Page = "seats",
            NewestEventMs = totals.NewestEventMs,
        };
    }

    private async Task<DigestLetter?> SeatAsync(Caller caller, Organisation organisation, bool isWeekly, long nowMs)
    {
        if (organisation.SeatOf(caller.Access.Person) is not { } own || own.ActiveUntil <= organisation.DayOf(nowMs) || await seat.ReadAsync(own.Email, null, caller) is not { } view)
        {
            return null;
        }

        var left = view.Figures[0];
        return New(organisation, view.AsOf, isWeekly, "your seat", $"{view.StateWord ?? StateWords.Word(view.State)}: {left.Value} left this cycle, {left.Sub}.", $"{char.ToUpperInvariant(view.StateSub[0])}{view.StateSub[1..]}. {view.Chart.Caption}".Trim()) with
        {
            Figures = [.. view.Figures.Select(f => new LetterFigure(f.Label, f.Value, f.Sub))],
            Chart = LetterCharts.Of(view.Chart),
            Page = SeatWords.Href(own.Email),
            NewestEventMs = view.NewestEvent?.ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>The seats that need a decision among those that the person sees.</summary>
    private async Task<(ImmutableArray<DigestSeat> Seats, long InAll)> NeedAsync(Caller caller, CancellationToken cancellationToken)
    {
        var query = new SeatsQuery
        {
            Within = caller.Access.ScopeOf(Right.SeeSeats).Within,
            States = [SeatState.Exhausted, SeatState.OverageOn, SeatState.LikelyToRunOut, SeatState.AtRisk],
            Limit = MostSeats,
        };
        var page = await SeatsRead.PageAsync(database, query, cancellationToken);
        return ([.. page.Items.Select(s => new DigestSeat(SeatWords.Name(s), s.Email, s.Team, s.State, s.Used, s.Allocated, s.ExhaustionDate, s.OverageIsOn))], page.Total);
    }

    /// <summary>The chart of the seats whose cycle is that of most; null when nothing was used in it.</summary>
    private async Task<DrawdownChartView?> ChartAsync(Caller caller, SeatsView view, CancellationToken cancellationToken)
    {
        var all = (await SeatsRead.PageAsync(database, new SeatsQuery { Within = caller.Access.ScopeOf(Right.SeeSeats).Within, Limit = SeatsRead.MostRows }, cancellationToken)).Items;
        var shown = all.Where(s => !s.IsShared).GroupBy(s => (s.CycleStart, s.CycleEnd)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.CycleStart).FirstOrDefault()?.ToList();
        if (shown is not { Count: > 0 })
        {
            return null;
        }

        var asOfMs = shown.Min(s => s.AsOfMs);
        var (start, end) = (shown[0].CycleStart, shown[0].CycleEnd);
        var today = ZoneDays.DayOf(asOfMs, view.Zone);
        var days = await SeatsSeriesRead.ReadAsync(database, [.. shown.Select(s => s.SeatId)], start, today < end ? today : end.AddDays(-1), cancellationToken);
        return TeamDigest.Chart(days, shown.Count, start, end, view.Zone, asOfMs);
    }

    private static DigestLetter New(Organisation organisation, DateTimeOffset asOf, bool isWeekly, string scope, string answer, string reason) => new()
    {
        Organisation = organisation.Name,
        AtMs = asOf.ToUnixTimeMilliseconds(),
        Zone = organisation.Rules.Zone.At(asOf.ToUnixTimeMilliseconds()),
        Weekly = isWeekly,
        Scope = scope,
        Shadow = false,
        Answer = answer,
        Reason = reason,
        Figures = [],
        Page = "",
    };
}
