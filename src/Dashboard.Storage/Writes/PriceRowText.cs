using System.Text.Json;
using Dashboard.Credits.Rating;

namespace Dashboard.Storage.Writes;

/// <summary>Price rows as text in a table: the same row is the same text.</summary>
internal static class PriceRowText
{
    /// <summary>Written by hand: the serializer's start costs a short import more than all its rows. The text must not change, rows are found by it.</summary>
    public static string Of(PriceRow row) => JsonText.Of(writer =>
    {
        writer.WriteString(nameof(Stored.Model), row.Model);
        JsonText.Write(writer, nameof(Stored.ValidFromMs), row.ValidFromMs);
        Write(writer, nameof(Stored.Prices), row.Prices);
        if (row.Tier is { } tier)
        {
            writer.WriteStartObject(nameof(Stored.Tier));
            writer.WriteNumber(nameof(PriceTier.PromptOver), tier.PromptOver);
            Write(writer, nameof(PriceTier.Prices), tier.Prices);
            writer.WriteBoolean(nameof(PriceTier.LongContextOnly), tier.LongContextOnly);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull(nameof(Stored.Tier));
        }

        Write(writer, nameof(Stored.Batch), row.Batch);
        Write(writer, nameof(Stored.GeoUs), row.GeoUs);
        Write(writer, nameof(Stored.Fast), row.Fast);
        writer.WriteString(nameof(Stored.Source), row.Source);
    });

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

    private static void Write(Utf8JsonWriter writer, string name, TokenPrices prices)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber(nameof(TokenPrices.Input), prices.Input);
        writer.WriteNumber(nameof(TokenPrices.Output), prices.Output);
        writer.WriteNumber(nameof(TokenPrices.CacheWrite5m), prices.CacheWrite5m);
        writer.WriteNumber(nameof(TokenPrices.CacheWrite1h), prices.CacheWrite1h);
        writer.WriteNumber(nameof(TokenPrices.CacheRead), prices.CacheRead);
        writer.WriteBoolean(nameof(TokenPrices.IsWithinLimits), prices.IsWithinLimits);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Ratio? ratio)
    {
        if (ratio is not { } r)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber(nameof(Fraction.Numerator), r.Numerator);
        writer.WriteNumber(nameof(Fraction.Denominator), r.Denominator);
        writer.WriteEndObject();
    }

    private sealed record Stored(string Model, long? ValidFromMs, TokenPrices Prices, PriceTier? Tier, Fraction? Batch, Fraction? GeoUs, Fraction? Fast, string Source);

    private sealed record Fraction(int Numerator, int Denominator)
    {
        internal Ratio Ratio => new(Numerator, Denominator);
    }
}
