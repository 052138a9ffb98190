using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>Usage of a seat that does not post: superseded by a report of the vendor, and kept as evidence.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Events">Requests.</param>
/// <param name="Cost">What they would cost.</param>
public sealed record KeptUsage(int SeatId, long Events, Nanodollars Cost);
