using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Reads;

/// <summary>Usage of one meter that is alike in what launched it.</summary>
/// <param name="Meter">What pays.</param>
/// <param name="Programme">The programme in force for it; null: none.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="IsShared">Whether the shared account covers it.</param>
/// <param name="Rule">The organisation's rule that named the payer; null: none did.</param>
/// <param name="Pool">Its pool.</param>
/// <param name="Kind">The kind of source.</param>
/// <param name="Entrypoint">As stated, or null.</param>
/// <param name="App">As stated, or null.</param>
/// <param name="HasSeatEmail">Whether the e-mail of a seat is stated.</param>
/// <param name="Seats">How many seats; usage without one counts as none.</param>
/// <param name="Events">How many requests.</param>
/// <param name="UnpricedEvents">Of them without a price.</param>
/// <param name="Cost">What the priced ones cost.</param>
/// <param name="FirstMs">First instant, Unix milliseconds UTC.</param>
/// <param name="LastMs">Last instant.</param>
public sealed record MeterUsage(
    Meter Meter, Programme? Programme, ProgrammeMode Mode, bool IsShared, PayerRule? Rule, Pool Pool, UsageSource Kind, string? Entrypoint, string? App, bool HasSeatEmail,
    int Seats, long Events, long UnpricedEvents, Nanodollars Cost, long FirstMs, long LastMs);
