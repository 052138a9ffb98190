using Dashboard.Credits.Money;

namespace Dashboard.Storage.Imports;

/// <summary>Whose usage a file brings.</summary>
/// <param name="SeatId">0 when nobody has a seat by that name.</param>
/// <param name="Stated">What the file says; empty when it says nobody.</param>
/// <param name="Events">New requests.</param>
/// <param name="Unpriced">Of them without a price.</param>
/// <param name="Cost">What they cost.</param>
public sealed record ImportPerson(int SeatId, string Stated, long Events, long Unpriced, Nanodollars Cost);
