using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Settings;

/// <summary>Known usage that other rules move between pools.</summary>
/// <param name="From">The pool before.</param>
/// <param name="To">The pool after.</param>
/// <param name="Events">How many events.</param>
/// <param name="Cost">What they cost.</param>
public sealed record PoolMove(Pool From, Pool To, long Events, Nanodollars Cost);
