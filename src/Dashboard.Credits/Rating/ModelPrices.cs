using System.Collections.Immutable;

namespace Dashboard.Credits.Rating;

/// <summary>The price rows of one stated model, oldest first.</summary>
/// <param name="Model">The normalised id.</param>
/// <param name="LongContext">True when the model was stated with the <c>[1m]</c> suffix.</param>
/// <param name="Rows">Empty for an unknown model.</param>
public sealed record ModelPrices(string Model, bool LongContext, ImmutableArray<PriceRow> Rows)
{
    /// <summary>The row in force at an instant: the last that has begun, or the first of all. The last row when no instant is known. Null for an unknown model.</summary>
    public PriceRow? At(long? atMs)
    {
        for (var i = Rows.Length - 1; i >= 0; i--)
        {
            if (i == 0 || atMs is null || Rows[i].ValidFromMs is null || Rows[i].ValidFromMs <= atMs)
            {
                return Rows[i];
            }
        }

        return null;
    }
}
