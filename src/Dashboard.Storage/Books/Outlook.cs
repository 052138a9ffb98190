using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Storage.Books;

/// <summary>The projection of an account in its running cycle, from its days. Pure: in life and in a dry run the same days give the same projection.</summary>
internal static class Outlook
{
    /// <param name="moment">The instant it is made at.</param>
    /// <param name="cycleStart">First day of the cycle.</param>
    /// <param name="cycleEnd">First day after it.</param>
    /// <param name="used">Covered usage of the cycle so far.</param>
    /// <param name="allocation">What there is to exhaust: granted without what was withdrawn. Zero or less: nothing.</param>
    /// <param name="days">The days of the window, today included, in order.</param>
    /// <param name="reachesBack">Whether there was usage before the window.</param>
    /// <param name="stopped">Days on which the seat could not run.</param>
    /// <param name="peers">What all seats know together.</param>
    /// <param name="widening">The widening of bands of the kind.</param>
    public static CycleProjection Of(
        ForecastMoment moment, DateOnly cycleStart, DateOnly cycleEnd, Nanodollars used, Nanodollars allocation, IReadOnlyList<AccountDay> days, bool reachesBack, IReadOnlyList<DayRange> stopped,
        PeerProfile peers, double widening)
    {
        var exhausted = allocation.IsPositive ? days.Where(d => d.Day >= StoredDay.Of(cycleStart) && d.Available <= 0).Select(d => (int?)d.Day).FirstOrDefault() : null;
        return Forecaster.Project(new ForecastInput
        {
            AsOfMs = moment.AsOfMs,
            Today = moment.Today,
            TodayLeft = moment.TodayLeft,
            CycleStart = cycleStart,
            CycleEnd = cycleEnd,
            Consumed = Nanodollars.Max(used, default),
            Allocation = allocation.IsPositive ? allocation : null,
            ExhaustedOn = exhausted is { } dry ? StoredDay.ToDay(dry) : null,
            Costs = DailySeries.Of(moment.Today, reachesBack, days.Select(d => (d.Day, d.Covered)), stopped),
            Peers = peers,
            Widening = widening,
        });
    }
}
