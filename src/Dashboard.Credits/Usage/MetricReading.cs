using Dashboard.Credits.Money;

namespace Dashboard.Credits.Usage;

/// <summary>One point of a client's counter of cost or tokens: a check of usage, never usage itself.</summary>
/// <param name="Series">Tells its series from every other.</param>
/// <param name="StartNano">Since when it counts, Unix nanoseconds; 0 when it does not say.</param>
/// <param name="TimeNano">Until when, Unix nanoseconds.</param>
/// <param name="IsCumulative">True when it counts from the start, false when from the point before.</param>
/// <param name="SeatEmail">E-mail of the seat as stated.</param>
/// <param name="Model">The model as stated.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Amount">Nanodollars of a cost, else a number of tokens; from 0.</param>
public sealed record MetricReading(long Series, long StartNano, long TimeNano, bool IsCumulative, string? SeatEmail, string Model, MetricKind Kind, long Amount)
{
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>When, Unix milliseconds UTC.</summary>
    public long AtMs => TimeNano / 1_000_000;

    /// <summary>The most one point may say: one million USD, or a thousand times the tokens of the largest event.</summary>
    public static long MostOf(MetricKind kind) => kind == MetricKind.Cost ? Nanodollars.MaxPerEvent : MostTokens;
}
