using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>Usage of unknown pool that states the same things a rule may ask.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Entrypoint">As stated; null when not.</param>
/// <param name="App">As stated; null when not.</param>
/// <param name="HasSeatEmail">Whether it states an e-mail.</param>
/// <param name="Source">The name of the source that brought it.</param>
/// <param name="Events">Requests.</param>
/// <param name="UnpricedEvents">Of them, those without an amount.</param>
/// <param name="Cost">What they cost.</param>
public sealed record UnknownUsage(
    UsageSource Kind, string? Entrypoint, string? App, bool HasSeatEmail, string Source, long Events, long UnpricedEvents, Nanodollars Cost);
