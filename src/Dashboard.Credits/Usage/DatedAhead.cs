using System.Globalization;

namespace Dashboard.Credits.Usage;

/// <summary>
/// How far ahead of its arrival usage may be dated. Clocks differ and zones are mistaken for one another, so a day is let pass; what
/// is dated further ahead comes from a clock that is wrong, and would stand in cycles that nobody has reached.
/// </summary>
public static class DatedAhead
{
    /// <summary>Milliseconds; exactly this much ahead is still taken.</summary>
    public const long MostMs = 86_400_000;

    /// <summary>Why usage of an instant is not taken, in a plain sentence; null when it is.</summary>
    /// <param name="atMs">When it says it happened, Unix milliseconds UTC.</param>
    /// <param name="receivedAtMs">When it arrived, Unix milliseconds UTC.</param>
    public static string? Refusal(long atMs, long receivedAtMs)
    {
        if (atMs <= receivedAtMs || atMs - receivedAtMs <= MostMs)
        {
            return null;
        }

        var days = (atMs - receivedAtMs - 1) / MostMs;
        return string.Create(CultureInfo.InvariantCulture, $"It is dated more than {days} {(days == 1 ? "day" : "days")} ahead of now.");
    }
}
