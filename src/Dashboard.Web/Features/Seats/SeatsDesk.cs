using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Seats;

/// <summary>Reads the grid of seats.</summary>
public sealed class SeatsDesk(Database database, TimeProvider time)
{
    /// <summary>Rows of a window; up to so many there is no window.</summary>
    public const int WindowRows = 100;

    /// <summary>The window of rows around the one that is at the top.</summary>
    public async Task<SeatsView> ReadAsync(SeatsFilter filter, int top, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var today = ZoneDays.DayOf(now.ToUnixTimeMilliseconds(), zone);
        var totals = await SeatsRead.TotalsAsync(database, filter.ToQuery(0, 0), cancellationToken);
        var first = (int)Math.Clamp(top - (WindowRows / 3), 0, Math.Max(0, totals.Seats - WindowRows));
        var page = await SeatsRead.PageAsync(database, filter.ToQuery(first, WindowRows), cancellationToken);
        var counts = await SeatsRead.CountsAsync(database, cancellationToken);
        return new SeatsView([.. page.Items.Select(s => SeatRowView.Of(s, today))], first, (int)page.Total, totals, counts, zone, now, today);
    }

    /// <summary>The ids of all seats of a filter, at most <see cref="SeatsRead.MostRows"/>.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(SeatsFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. (await SeatsRead.PageAsync(database, filter.ToQuery(0, SeatsRead.MostRows), cancellationToken)).Items.Select(s => s.SeatId)];
    }

    /// <summary>All seats of a filter, for an export.</summary>
    public async Task<IReadOnlyList<SeatLine>> AllAsync(SeatsFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var all = new List<SeatLine>();
        Storage.Reads.SeatsPage page;
        do
        {
            page = await SeatsRead.PageAsync(database, filter.ToQuery(all.Count, SeatsRead.MostRows), cancellationToken);
            all.AddRange(page.Items);
        }
        while (page.Items.Count == SeatsRead.MostRows);
        return all;
    }
}
