namespace Dashboard.Storage.Writes;

/// <summary>What a pulled day changed.</summary>
/// <param name="New">Rows that were not known.</param>
/// <param name="Restated">Rows whose figures are others now.</param>
/// <param name="Gone">Rows that the vendor does not name any more.</param>
/// <param name="Older">Rows that were left alone because newer figures are known.</param>
/// <param name="Same">Rows that say what was known.</param>
/// <param name="Twice">Rows that the answer held twice with other figures; the larger one counts.</param>
public readonly record struct VendorDayResult(long New, long Restated, long Gone, long Older, long Same, long Twice)
{
    /// <summary>Sums.</summary>
    public static VendorDayResult operator +(VendorDayResult a, VendorDayResult b) =>
        new(a.New + b.New, a.Restated + b.Restated, a.Gone + b.Gone, a.Older + b.Older, a.Same + b.Same, a.Twice + b.Twice);
}
