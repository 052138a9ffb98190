using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Otlp;

/// <summary>The value of an attribute or a point: a text, a whole number or a real one. Senders mix them, so each is read as what is asked for.</summary>
/// <param name="Text">The text; of a real number in JSON, its digits. Null for what came in binary.</param>
/// <param name="Whole">The whole number.</param>
/// <param name="Real">The real number.</param>
/// <param name="Kind">Which of them it is.</param>
internal readonly record struct OtlpValue(OtlpKind Kind, string? Text = null, long Whole = 0, double Real = 0)
{
    public static OtlpValue Of(string text) => new(OtlpKind.Text, text);

    public static OtlpValue Of(long whole) => new(OtlpKind.Whole, Whole: whole);

    /// <summary>A real number and, where the wire was text, its digits: money is read from these.</summary>
    public static OtlpValue Of(double real, string? digits = null) => new(OtlpKind.Real, digits, Real: real);

    /// <summary>As text; null when there is none.</summary>
    public string? AsText() => Kind switch
    {
        OtlpKind.Text => string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        OtlpKind.Whole => Whole.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>As a whole number; null when it is none.</summary>
    public long? AsWhole() => Kind switch
    {
        OtlpKind.Whole => Whole,
        OtlpKind.Real => WholeOf(Real),
        OtlpKind.Text when long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        OtlpKind.Text when double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => WholeOf(real),
        _ => null,
    };

    /// <summary>As USD: from digits where the wire had them, else the shortest decimal that reads back as the same double. Null when it is none.</summary>
    public Nanodollars? AsUsd() => Kind switch
    {
        OtlpKind.Whole => Usd.TryParse(Whole.ToString(CultureInfo.InvariantCulture), out var whole) ? whole : null,
        OtlpKind.Real when Text is null => Usd.TryFromDouble(Real, out var real) ? real : null,
        OtlpKind.Real or OtlpKind.Text => Usd.TryParse(Text, out var text) ? text : null,
        _ => null,
    };

    /// <summary>A count of 0 to 10^9. False when something stands here that is no such count.</summary>
    public bool TryCount(out long? count)
    {
        count = Kind == OtlpKind.None || (Kind == OtlpKind.Text && string.IsNullOrWhiteSpace(Text)) ? null : AsWhole() ?? -1;
        return count is null or (>= 0 and <= TokenCounts.MaxPerKind);
    }

    private static long? WholeOf(double real) => real is >= -1e15 and <= 1e15 && Math.Floor(real) == real ? (long)real : null;
}
