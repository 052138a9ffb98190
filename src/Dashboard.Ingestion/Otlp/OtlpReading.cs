using Dashboard.Credits.Money;

namespace Dashboard.Ingestion.Otlp;

/// <summary>One point of <c>claude_code.cost.usage</c> or <c>claude_code.token.usage</c>: a check of the events, never usage itself.</summary>
/// <param name="Place">Its data point in the request, from 1.</param>
/// <param name="Series">Tells its series from every other.</param>
/// <param name="StartNano">Since when it counts, Unix nanoseconds.</param>
/// <param name="TimeNano">Until when, Unix nanoseconds.</param>
/// <param name="IsCumulative">True when it counts from the start, false when from the point before.</param>
/// <param name="SeatEmail">E-mail of the seat, in lower case.</param>
/// <param name="Model">The model as stated.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Amount">Nanodollars of a cost, else a number of tokens.</param>
public sealed record OtlpReading(int Place, long Series, long StartNano, long TimeNano, bool IsCumulative, string? SeatEmail, string Model, OtlpReadingKind Kind, long Amount)
{
    /// <summary>When, Unix milliseconds UTC.</summary>
    public long AtMs => TimeNano / 1_000_000;

    /// <summary>The most one point may say: one million USD, or a thousand times the tokens of the largest event.</summary>
    public static long MostOf(OtlpReadingKind kind) => kind == OtlpReadingKind.Cost ? Nanodollars.MaxPerEvent : 1_000_000_000_000;
}
