using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>Reads one seat's page, and the usage events behind a line of its ledger.</summary>
internal sealed class SeatReader(Database database, TimeProvider time)
{
    private const int MostEvents = 100;
    private const int MostCrossings = 50;

    /// <summary>The seat in its running or another cycle; null when there is no such seat, or none that the caller may see: which of the two is nobody else's to know.</summary>
    public async Task<SeatView?> ReadAsync(string email, DateOnly? cycle, Caller caller)
    {
        if (!await MaySeeAsync(email, caller) || await SeatRead.ReadAsync(database, email, cycle) is not { } data)
        {
            return null;
        }

        var organisation = await database.Decisions.CurrentAsync();
        var start = cycle ?? data.Line?.CycleStart;
        var end = data.Cycle?.End ?? data.Line?.CycleEnd;
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(data.Line?.AsOfMs ?? time.GetUtcNow().ToUnixTimeMilliseconds()));
        var splits = start is { } from && end is { } to ? await SplitsRead.ReadAsync(database, data.Seat.Id, from, to) : null;
        var before = start is { } first && data.LastCycle.Count > 0
            ? (await SplitsRead.ReadAsync(database, data.Seat.Id, data.Cycles.FirstOrDefault(c => c < first, first), first)).CacheHitRate
            : null;
        var postings = await PostingsAsync(data, start);
        var allTime = await SplitsRead.AllTimeAsync(database, data.Seat.Id);
        var decisions = await SeatRead.DecisionsAsync(database, data.Seat.Id);
        var view = SeatBuilder.Build(new SeatInput(data, organisation, splits, before, allTime, LedgerRead.Group(postings, zone), decisions, time.GetUtcNow(), zone));
        var crossings = await RunbookRead.LogAsync(database, new CrossingQuery { SeatId = data.Seat.Id, CycleStart = start, Limit = MostCrossings });
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var isShared = data.Line is { IsShared: true };
        return crossings.Count == 0 && (data.Line is null || (isShared && SeatRunbooks.OnShares(organisation.Runbooks.Of(data.Seat, now)).Count == 0)) ? view
            : view with { Runbook = SeatRunbooks.Of(data.Seat, organisation, crossings, isShared, now, zone) };
    }

    /// <summary>The postings of one line with their events: what each one used, at which price, and which leg of it was posted.</summary>
    public async Task<ExplainView?> ExplainAsync(string email, DateOnly? cycle, LedgerGroup group, Caller caller)
    {
        if (!await MaySeeAsync(email, caller) || await SeatRead.ReadAsync(database, email, cycle) is not { Line: not null } data)
        {
            return null;
        }

        var zone = ZoneDays.Find((await database.Decisions.CurrentAsync()).Rules.Zone.At(data.Line.AsOfMs));
        var lines = (await PostingsAsync(data, cycle ?? data.Line.CycleStart))
            .Where(l => l.Posting.Kind == group.Kind && l.Posting.Reason == group.Reason && ZoneDays.DayOf(l.Posting.EffectiveAtMs, zone) == group.Day)
            .Where(l => LedgerMoves.Between(l.Posting.From, l.Posting.To) is { } move && move.Reversed == group.Reversed)
            .ToList();
        var events = new Dictionary<long, EventLine>();
        foreach (var id in lines.Take(MostEvents).Select(l => l.EventId).OfType<long>())
        {
            if (await EventsRead.OneAsync(database, id) is { } line)
            {
                events[id] = line;
            }
        }

        return SeatExplain.Postings(group, lines, events, MostEvents, zone);
    }

    private async Task<bool> MaySeeAsync(string email, Caller caller)
    {
        caller.Require(Right.SeeSeats);
        return (await database.Decisions.CurrentAsync()).SeatOf(email) is { } seat && caller.Access.Can(Right.SeeSeats, seat, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>The postings of a seat with an account of its own; those of the shared account are not one seat's.</summary>
    private async Task<IReadOnlyList<PostingLine>> PostingsAsync(SeatData data, DateOnly? start) =>
        start is not { } first || data.Line is null || data.Cycle is null or { IsPartOfShared: true }
            ? []
            : await LedgerRead.PostingsAsync(database, data.Seat.Id, first, data.Line.AsOfMs);
}
