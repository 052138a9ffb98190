using System.Globalization;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Csv;

/// <summary>Counts and amounts as files write them. Nothing is guessed: what could be read in two ways is not read.</summary>
internal static class CsvNumber
{
    /// <summary>What exports write where there is no amount.</summary>
    private static readonly string[] None = ["-", "–", "n/a", "none", "null", "nan", "included", "free", "no charge"];

    /// <summary>A whole number; digits may stand in groups of three, and zeros after the decimal sign. Empty is 0.</summary>
    public static bool TryCount(string text, bool decimalComma, out long count)
    {
        count = 0;
        if (text.Length == 0 || IsNone(text))
        {
            return true;
        }

        var (point, group) = decimalComma ? (',', '.') : ('.', ',');
        var cut = text.IndexOf(point, StringComparison.Ordinal);
        var whole = cut < 0 ? text : text[..cut];
        return (cut < 0 || (cut < text.Length - 1 && text.AsSpan(cut + 1).ContainsAnyExcept('0') == false))
            && Ungroup(ref whole, group)
            && long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out count)
            && count <= TokenCounts.MaxPerKind;
    }

    /// <summary>An amount of USD or cents, with <c>$</c> or <c>USD</c> or neither. Null for an empty cell and for words such as <c>Included</c>.</summary>
    public static bool TryMoney(string text, bool inCents, bool decimalComma, out Nanodollars? amount)
    {
        amount = null;
        if (text.Length == 0 || IsNone(text))
        {
            return true;
        }

        var digits = (text.StartsWith('$') ? text[1..] : text.EndsWith('$') ? text[..^1] : text.StartsWith("USD", StringComparison.OrdinalIgnoreCase) ? text[3..] : text.EndsWith("USD", StringComparison.OrdinalIgnoreCase) ? text[..^3] : text).Trim();
        var (point, group) = decimalComma ? (',', '.') : ('.', ',');
        if (digits.Contains(group, StringComparison.Ordinal))
        {
            // 1,234 alone could be either: only a decimal sign, or several groups, tell.
            var cut = digits.IndexOf(point, StringComparison.Ordinal);
            var whole = cut < 0 ? digits : digits[..cut];
            if ((cut < 0 && whole.Count(c => c == group) < 2) || !Ungroup(ref whole, group))
            {
                return false;
            }

            digits = cut < 0 ? whole : whole + digits[cut..];
        }

        digits = decimalComma ? digits.Replace(',', '.') : digits;
        if (digits.Count(c => c == '.') > 1 || digits.Length > 60 || !Ascii.IsValid(digits))
        {
            return false;
        }

        var bytes = Encoding.ASCII.GetBytes(digits);
        if (!(inCents ? Usd.TryParseCents(bytes, out var money) : Usd.TryParse(bytes, out money)) || money.Value is < 0 or > Nanodollars.MaxPerEvent)
        {
            return false;
        }

        amount = money;
        return true;
    }

    private static bool IsNone(string text) => None.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the signs between groups of three away; false when they stand elsewhere.</summary>
    private static bool Ungroup(ref string whole, char group)
    {
        if (!whole.Contains(group, StringComparison.Ordinal))
        {
            return true;
        }

        var groups = whole.Split(group);
        whole = string.Concat(groups);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }
}
