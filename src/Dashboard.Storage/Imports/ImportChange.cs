using Dashboard.Credits.Money;

namespace Dashboard.Storage.Imports;

/// <summary>What an import, or taking it back, changes for a seat on a day.</summary>
/// <param name="SeatId">0 is unassigned.</param>
/// <param name="Day">Of the organisation's zone.</param>
/// <param name="Events">Requests more; below 0 for less.</param>
/// <param name="Unpriced">Of them without a price.</param>
/// <param name="Cost">Cost more; below 0 for less.</param>
public sealed record ImportChange(int SeatId, DateOnly Day, long Events, long Unpriced, Nanodollars Cost);
