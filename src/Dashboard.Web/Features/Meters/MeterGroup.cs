using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Meters;

/// <summary>One meter: who pays, from what, and for which runs.</summary>
/// <param name="Meter">The meter.</param>
/// <param name="Name">Who pays.</param>
/// <param name="From">From what, and what happens when it is gone.</param>
/// <param name="Cost">Usage of the period.</param>
/// <param name="Cents">The same in cents that add up to the total's.</param>
/// <param name="Events">Requests.</param>
/// <param name="Lines">The runs, the dearest first; their costs add up to <paramref name="Cost"/>.</param>
public sealed record MeterGroup(Meter Meter, string Name, string From, Nanodollars Cost, Nanodollars Cents, long Events, IReadOnlyList<MeterLine> Lines);
