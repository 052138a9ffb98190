using System.Runtime.InteropServices;

namespace Dashboard.Credits.Rating;

/// <summary>All price rows: the shipped ones and those an owner added. Source: law, section 4, Rating; facts, section 2.</summary>
public sealed class PriceBook
{
    private readonly Dictionary<string, PriceRow[]> byModel;

    /// <summary>
    /// A book of these rows. Of two rows of one model with the same start the later in the list stands, so rows of the
    /// owner come after the shipped ones.
    /// </summary>
    /// <exception cref="ArgumentException">A row without a model, with a model id that is not normalised, or with a price out of range.</exception>
    public PriceBook(IEnumerable<PriceRow> rows)
    {
        var all = new Dictionary<string, SortedDictionary<long, PriceRow>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.Model.Length == 0 || ModelId.Normalize(row.Model) != row.Model || !row.Prices.IsWithinLimits || row.Tier?.Prices.IsWithinLimits == false)
            {
                throw new ArgumentException($"The price row '{row.Key}' needs a plain model id and prices within limits.", nameof(rows));
            }

            if (!all.TryGetValue(row.Model, out var ofModel))
            {
                all.Add(row.Model, ofModel = []);
            }

            ofModel[row.ValidFromMs ?? long.MinValue] = row;
        }

        byModel = all.ToDictionary(m => m.Key, m => m.Value.Values.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The shipped book.</summary>
    public static PriceBook Shipped { get; } = new(ShippedPrices.Rows);

    /// <summary>Every row, by model and start.</summary>
    public IEnumerable<PriceRow> Rows => byModel.OrderBy(m => m.Key, StringComparer.Ordinal).SelectMany(m => m.Value);

    /// <summary>This book with more rows; a row with the model and start of a present one replaces it.</summary>
    public PriceBook With(IEnumerable<PriceRow> rows) => new(Rows.Concat(rows));

    /// <summary>The rows of a model as a source states it. No rows for an unknown model.</summary>
    public ModelPrices For(string statedModel)
    {
        var model = ModelId.Normalize(statedModel, out var longContext);
        return new ModelPrices(model, longContext, byModel.TryGetValue(model, out var rows) ? ImmutableCollectionsMarshal.AsImmutableArray(rows) : []);
    }
}
