using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Seats;

/// <summary>What the grid shows: a window of rows, the sums over all of them, and the counts behind views and filters.</summary>
/// <param name="Rows">The rows of the window.</param>
/// <param name="First">Place of the first of them, from 0.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="Totals">Sums over all rows of the filter.</param>
/// <param name="Counts">Counts over all seats.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
/// <param name="Today">The local day.</param>
public sealed record SeatsView(
    IReadOnlyList<SeatRowView> Rows, int First, int Total, SeatTotals Totals, SeatCounts Counts, TimeZoneInfo Zone, DateTimeOffset Now, DateOnly Today)
{
    /// <summary>Whether some of the seats draw from the shared account.</summary>
    public bool HasShared { get; init; }

    /// <summary>The grey line under the name of the page.</summary>
    public IReadOnlyList<string> Facts
    {
        get
        {
            var facts = new List<string> { Components.Controls.Show.Counted(Counts.Active, "seat", "seats") };
            if (Totals is { FirstCycleStart: { } start, LastCycleStart: { } last, CycleEnd: { } end })
            {
                facts.AddRange(start == last
                    ? [$"billing cycle {Components.Controls.Show.Cycle(start, end)}", $"day {Today.DayNumber - start.DayNumber + 1} of {end.DayNumber - start.DayNumber}"]
                    : ["each seat in its own billing cycle"]);
            }

            return facts;
        }
    }
}
