using System.Globalization;

namespace Dashboard.Credits.Money;

/// <summary>Money as text: digits in, digits out, never through a floating number. Source: law, section 1.</summary>
public static class Usd
{
    private const int MaxDigits = 40;

    /// <summary>The exact amount in USD with at most 9 decimals and no trailing zeros: <c>51.7425811</c>, <c>-3</c>, <c>0</c>.</summary>
    public static string Format(Nanodollars amount)
    {
        var magnitude = amount.Value < 0 ? (ulong)-(Int128)amount.Value : (ulong)amount.Value;
        var whole = (magnitude / Nanodollars.PerUsd).ToString(CultureInfo.InvariantCulture);
        var fraction = magnitude % Nanodollars.PerUsd;
        var text = fraction == 0 ? whole : $"{whole}.{fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}";
        return amount.Value < 0 ? "-" + text : text;
    }

    /// <summary>
    /// Reads a decimal number of USD, with an optional sign, fraction and exponent (<c>7.5e-05</c>). Digits beyond the
    /// nanodollar are rounded half-even. False for anything else: no digits, NaN, more than 40 digits, out of range.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Nanodollars amount)
    {
        Span<byte> bytes = stackalloc byte[64];
        amount = default;
        if (text.Length > bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 127)
            {
                return false;
            }

            bytes[i] = (byte)text[i];
        }

        return TryParse(bytes[..text.Length], scale: 9, out amount);
    }

    /// <summary>The same for UTF-8 bytes, as a JSON number stands in a file.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Nanodollars amount) => TryParse(utf8, scale: 9, out amount);

    /// <summary>Reads a decimal number of US cents, as the vendor's Admin API writes it (<c>"412.500000"</c>), half-even at the nanodollar.</summary>
    public static bool TryParseCents(ReadOnlySpan<byte> utf8, out Nanodollars amount) => TryParse(utf8, scale: 7, out amount);

    /// <summary>
    /// The shortest decimal that reads back as this double, then half-even at the nanodollar: for wires that are binary
    /// themselves (<c>cost_usd</c> in OTLP). False for NaN, infinities and what is out of range.
    /// </summary>
    public static bool TryFromDouble(double value, out Nanodollars amount)
    {
        amount = default;
        return double.IsFinite(value) && TryParse(value.ToString("R", CultureInfo.InvariantCulture), out amount);
    }

    private static bool TryParse(ReadOnlySpan<byte> text, int scale, out Nanodollars amount)
    {
        amount = default;
        var at = 0;
        var negative = false;
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            negative = text[at] == '-';
            at++;
        }

        Span<byte> digits = stackalloc byte[MaxDigits];
        var count = 0;
        var seen = 0;
        var point = 0;
        var afterPoint = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                seen++;
                point += afterPoint ? 1 : 0;
                if (count == 0 && c == '0')
                {
                    continue;
                }

                if (count == MaxDigits)
                {
                    return false;
                }

                digits[count++] = (byte)(c - '0');
            }
            else if (c == '.' && !afterPoint)
            {
                afterPoint = true;
            }
            else
            {
                break;
            }
        }

        if (seen == 0 || !TryExponent(text[at..], out var exponent))
        {
            return false;
        }

        return TryScale(digits[..count], exponent - point + scale, negative, out amount);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        return text[0] is (byte)'e' or (byte)'E'
            && text.Length is > 1 and < 7
            && int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }

    /// <summary>digits × 10^power, half-even below one.</summary>
    private static bool TryScale(ReadOnlySpan<byte> digits, int power, bool negative, out Nanodollars amount)
    {
        amount = default;
        if (digits.IsEmpty || digits.Length + power < 0)
        {
            return true;
        }

        if (digits.Length + power > 19)
        {
            return false;
        }

        var kept = Math.Min(digits.Length, digits.Length + power);
        Int128 value = 0;
        foreach (var digit in digits[..kept])
        {
            value = (value * 10) + digit;
        }

        for (var i = 0; i < power; i++)
        {
            value *= 10;
        }

        if (kept < digits.Length)
        {
            var tail = digits[(kept + 1)..].IndexOfAnyExcept((byte)0) >= 0;
            var first = digits[kept];
            value += first > 5 || (first == 5 && (tail || !Int128.IsEvenInteger(value))) ? 1 : 0;
        }

        if (value > long.MaxValue)
        {
            return false;
        }

        amount = new Nanodollars(negative ? -(long)value : (long)value);
        return true;
    }
}
