using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>Reads numbers, which stand as texts or numbers.</summary>
internal static class OtlpJsonNumbers
{
    public static OtlpValue WholeValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= 40)
        {
            var digits = Encoding.UTF8.GetString(reader.ValueSpan);
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? OtlpValue.Of(whole) : OtlpValue.Of(digits);
        }

        reader.Skip();
        return default;
    }

    /// <summary>A number, or one of the texts that JSON has no number for (<c>"NaN"</c>): those are kept, so that they are refused and not overlooked.</summary>
    public static OtlpValue RealValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= 400)
        {
            var digits = Encoding.UTF8.GetString(reader.ValueSpan);
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? OtlpValue.Of(real, digits) : OtlpValue.Of(digits);
        }

        reader.Skip();
        return default;
    }

    public static ulong Nano(ref Utf8JsonReader reader)
    {
        reader.Read();
        var nano = WholeValue(ref reader).AsWhole();
        return nano is > 0 and var known ? (ulong)known : 0;
    }

    public static ulong TemporalityOf(Utf8JsonReader reader)
    {
        ulong temporality = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals("aggregationTemporality"u8);
            reader.Read();
            temporality = !isIt ? temporality
                : reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number) ? number
                : reader.TokenType != JsonTokenType.String ? 0UL
                : reader.ValueTextEquals("AGGREGATION_TEMPORALITY_DELTA"u8) ? 1UL
                : reader.ValueTextEquals("AGGREGATION_TEMPORALITY_CUMULATIVE"u8) ? 2UL : 0UL;
            reader.Skip();
        }

        return temporality;
    }
}
