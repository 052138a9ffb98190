using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Storage.Books;

/// <summary>What projections read: covered usage by day, and the days on which a seat had run dry.</summary>
internal static class DailySeries
{
    /// <summary>Days that projections look back.</summary>
    public const int Window = 120;

    /// <summary>A series that starts with the first use, or with the window when the first use is older.</summary>
    /// <param name="today">The day that is not over yet.</param>
    /// <param name="reachesBack">Whether there was usage before the window.</param>
    /// <param name="days">Covered usage by stored day, in order.</param>
    /// <param name="stopped">Days on which the seat could not run.</param>
    public static DailyCosts Of(DateOnly today, bool reachesBack, IEnumerable<(int Day, long Covered)> days, IReadOnlyList<DayRange> stopped)
    {
        var used = days.Where(d => d.Covered > 0).ToList();
        var first = reachesBack ? today.AddDays(-Window) : used.Count > 0 ? StoredDay.ToDay(used[0].Day) : today;
        return DailyCosts.From(first, used.Select(d => KeyValuePair.Create(StoredDay.ToDay(d.Day), new Nanodollars(d.Covered)))) with { Stopped = stopped };
    }
}
