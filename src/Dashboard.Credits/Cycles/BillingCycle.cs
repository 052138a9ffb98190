namespace Dashboard.Credits.Cycles;

/// <summary>
/// One billing cycle, half open: from the first instant of <paramref name="StartDay"/> to the first instant of
/// <paramref name="EndDay"/> in the organisation's zone. Source: law, section 2.
/// </summary>
/// <param name="StartDay">Local day it starts on (included).</param>
/// <param name="EndDay">Local day it ends at (excluded); the next cycle starts on it.</param>
/// <param name="StartMs">First instant, Unix milliseconds UTC (included).</param>
/// <param name="EndMs">End instant, Unix milliseconds UTC (excluded).</param>
public readonly record struct BillingCycle(DateOnly StartDay, DateOnly EndDay, long StartMs, long EndMs)
{
    /// <summary>Whole milliseconds in the cycle.</summary>
    public long LengthMs => EndMs - StartMs;

    /// <summary>Days in the cycle, as the calendar counts them.</summary>
    public int Days => EndDay.DayNumber - StartDay.DayNumber;

    /// <summary>Whether the instant lies in [start, end).</summary>
    public bool Contains(long atMs) => atMs >= StartMs && atMs < EndMs;
}
