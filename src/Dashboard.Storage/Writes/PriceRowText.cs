using System.Text.Json;
using Dashboard.Credits.Rating;

namespace Dashboard.Storage.Writes;

/// <summary>Price rows as text in a table: the same row is the same text.</summary>
internal static class PriceRowText
{
    public static string Of(PriceRow row) => JsonSerializer.Serialize(new Stored(
        row.Model, row.ValidFromMs, row.Prices, row.Tier, Fraction.Of(row.Batch), Fraction.Of(row.GeoUs), Fraction.Of(row.Fast), row.Source));

    public static PriceRow Parse(string text)
    {
        var row = JsonSerializer.Deserialize<Stored>(text) ?? throw new JsonException("A stored price row is empty.");
        return new PriceRow
        {
            Model = row.Model,
            ValidFromMs = row.ValidFromMs,
            Prices = row.Prices,
            Tier = row.Tier,
            Batch = row.Batch?.Ratio,
            GeoUs = row.GeoUs?.Ratio,
            Fast = row.Fast?.Ratio,
            Source = row.Source,
        };
    }

    private sealed record Stored(string Model, long? ValidFromMs, TokenPrices Prices, PriceTier? Tier, Fraction? Batch, Fraction? GeoUs, Fraction? Fast, string Source);

    private sealed record Fraction(int Numerator, int Denominator)
    {
        public static Fraction? Of(Ratio? ratio) => ratio is { } r ? new Fraction(r.Numerator, r.Denominator) : null;

        internal Ratio Ratio => new(Numerator, Denominator);
    }
}
