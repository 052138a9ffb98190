using Dashboard.Credits.Projection;
using Dashboard.Credits.Seats;

namespace Dashboard.Storage.Books;

/// <summary>
/// Of every cycle in the window, the days from that on which the credit ran out to the cycle's end, when overage was off and nothing
/// was used afterwards: only then the seat did stop, and the silence says nothing about its demand. Pure.
/// </summary>
internal static class StoppedDays
{
    /// <param name="days">The account's days in the window, in order.</param>
    /// <param name="cycles">Cycles with credit, as stored days and the instant of their end.</param>
    /// <param name="seat">The seat.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    public static List<DayRange> Of(IReadOnlyList<AccountDay> days, IReadOnlyList<(int Start, int End, long EndMs)> cycles, Seat seat, long nowMs)
    {
        var stopped = new List<DayRange>();
        foreach (var cycle in cycles)
        {
            AccountDay? dry = null;
            var goesOn = false;
            foreach (var day in days)
            {
                if (day.Day < cycle.Start || day.Day >= cycle.End)
                {
                    continue;
                }

                goesOn |= dry is not null && day.Covered > 0;
                dry ??= day.Available <= 0 ? day : null;
            }

            if (dry is { } first && !goesOn && !seat.Overage.At(Math.Min(nowMs, cycle.EndMs - 1)).On)
            {
                stopped.Add(new DayRange(StoredDay.ToDay(first.Day), StoredDay.ToDay(cycle.End)));
            }
        }

        return stopped;
    }
}
