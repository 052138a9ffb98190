using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>Usage of one day and seat that is alike in all that decides who pays.</summary>
/// <param name="FirstMs">Its first instant, Unix milliseconds UTC.</param>
/// <param name="LastMs">Its last instant.</param>
/// <param name="SeatId">0: without a seat.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Kind">The kind of source.</param>
/// <param name="SourceId">The registered source that brought it.</param>
/// <param name="Entrypoint">As stated, or null.</param>
/// <param name="App">As stated, or null.</param>
/// <param name="HasSeatEmail">Whether the e-mail of a seat is stated.</param>
/// <param name="Events">How many requests.</param>
/// <param name="UnpricedEvents">Of them without a price.</param>
/// <param name="Cost">What the priced ones cost.</param>
public sealed record MeterRow(
    long FirstMs, long LastMs, int SeatId, Pool Pool, UsageSource Kind, int SourceId, string? Entrypoint, string? App, bool HasSeatEmail, long Events, long UnpricedEvents, Nanodollars Cost);
