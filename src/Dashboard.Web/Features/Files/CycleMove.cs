using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Files;

/// <summary>What changes in one cycle of one seat.</summary>
/// <param name="Seat">Name or e-mail; empty for usage without a seat.</param>
/// <param name="Cycle">Its days in words.</param>
/// <param name="Kind">Running, ended or before the books; empty without a seat.</param>
/// <param name="Events">Requests more, or less.</param>
/// <param name="Unpriced">Of them without a price.</param>
/// <param name="Cost">USD more, or less.</param>
public sealed record CycleMove(string Seat, string Cycle, string Kind, long Events, long Unpriced, Nanodollars Cost);
