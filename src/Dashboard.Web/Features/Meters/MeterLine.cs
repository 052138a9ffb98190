using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Meters;

/// <summary>Runs of one kind that one meter pays.</summary>
/// <param name="Meter">What pays.</param>
/// <param name="Run">What kind of run, in words.</param>
/// <param name="Stated">What the data states of it: entrypoint, app, kind of source, sign-in.</param>
/// <param name="Why">Why this meter.</param>
/// <param name="Since">From when that has held.</param>
/// <param name="Events">Requests.</param>
/// <param name="UnpricedEvents">Of them without a price.</param>
/// <param name="Seats">Seats.</param>
/// <param name="Cost">What the priced ones cost.</param>
public sealed record MeterLine(Meter Meter, string Run, string Stated, string Why, string Since, long Events, long UnpricedEvents, long Seats, Nanodollars Cost);
