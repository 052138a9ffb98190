using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Seats;

/// <summary>Reads the grid of seats: rows, sums, counts and search are those of the seats that the caller may see.</summary>
public sealed class SeatsDesk(Database database, TimeProvider time)
{
    /// <summary>Rows of a window; up to so many there is no window.</summary>
    public const int WindowRows = 100;

    /// <summary>The window of rows around the one that is at the top.</summary>
    public async Task<SeatsView> ReadAsync(SeatsFilter filter, int top, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var today = ZoneDays.DayOf(now.ToUnixTimeMilliseconds(), zone);
        var totals = await SeatsRead.TotalsAsync(database, Query(filter, caller, 0, 0), cancellationToken);
        var first = (int)Math.Clamp(top - (WindowRows / 3), 0, Math.Max(0, totals.Seats - WindowRows));
        var page = await SeatsRead.PageAsync(database, Query(filter, caller, first, WindowRows), cancellationToken);
        var counts = await SeatsRead.CountsAsync(database, caller.Access.ScopeOf(Right.SeeSeats).Within, cancellationToken);
        return new SeatsView([.. page.Items.Select(s => SeatRowView.Of(s, today))], first, (int)page.Total, totals, counts, zone, now, today) { HasShared = page.Items.Any(s => s.IsShared) };
    }

    /// <summary>The ids of all seats of a filter, at most <see cref="SeatsRead.MostRows"/>.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(SeatsFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. (await SeatsRead.PageAsync(database, Query(filter, caller, 0, SeatsRead.MostRows), cancellationToken)).Items.Select(s => s.SeatId)];
    }

    /// <summary>All seats of a filter, for an export.</summary>
    public async Task<IReadOnlyList<SeatLine>> AllAsync(SeatsFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        caller.Require(Right.Export);
        var all = new List<SeatLine>();
        Storage.Reads.SeatsPage page;
        do
        {
            page = await SeatsRead.PageAsync(database, Query(filter, caller, all.Count, SeatsRead.MostRows), cancellationToken);
            all.AddRange(page.Items);
        }
        while (page.Items.Count == SeatsRead.MostRows);
        return all;
    }

    private static SeatsQuery Query(SeatsFilter filter, Caller caller, int offset, int limit)
    {
        caller.Require(Right.SeeSeats);
        return filter.ToQuery(offset, limit) with { Within = caller.Access.ScopeOf(Right.SeeSeats).Within };
    }
}
