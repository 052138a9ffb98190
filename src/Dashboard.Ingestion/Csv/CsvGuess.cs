using System.Buffers;
using System.Collections.Immutable;

namespace Dashboard.Ingestion.Csv;

/// <summary>What the first values of a column tell about how they are written. What they leave open is said, not guessed.</summary>
internal static class CsvGuess
{
    private static readonly string[] TimeFormats =
    [
        "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "dd.MM.yyyy", "d.M.yyyy HH:mm:ss", "d.M.yyyy HH:mm", "d.M.yyyy", "dd.MM.yyyy, HH:mm:ss", "dd.MM.yyyy, HH:mm", "dd.MM.yy HH:mm", "dd.MM.yy",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd", "dd-MM-yyyy HH:mm:ss", "dd-MM-yyyy HH:mm", "dd-MM-yyyy",
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.,");

    /// <summary>Day and month can be exchanged in these: both orders are tried.</summary>
    private static readonly (string DayFirst, string MonthFirst)[] SlashFormats =
    [
        ("dd/MM/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss"), ("dd/MM/yyyy HH:mm", "MM/dd/yyyy HH:mm"), ("dd/MM/yyyy", "MM/dd/yyyy"),
        ("d/M/yyyy HH:mm:ss", "M/d/yyyy HH:mm:ss"), ("d/M/yyyy HH:mm", "M/d/yyyy HH:mm"), ("d/M/yyyy", "M/d/yyyy"), ("M/d/yyyy h:mm tt", "d/M/yyyy h:mm tt"),
    ];

    /// <summary>The format that reads every value, and whether they are bare days; null and why not.</summary>
    public static (string? Format, bool AreDays, string? Unclear) TimeOf(string header, IReadOnlyList<string> values)
    {
        var seen = values.Where(v => v.Length > 0).ToList();
        if (Reads(CsvTime.Auto, seen, out var areDays))
        {
            return (CsvTime.Auto, areDays, null);
        }

        foreach (var format in TimeFormats)
        {
            if (Reads(format, seen, out areDays))
            {
                return (format, areDays, null);
            }
        }

        foreach (var (one, other) in SlashFormats)
        {
            switch (Reads(one, seen, out areDays), Reads(other, seen, out var areOtherDays))
            {
                case (true, false): return (one, areDays, null);
                case (false, true): return (other, areOtherDays, null);
                case (true, true): return (null, areDays, $"The times of '{header}' ({seen[0]}) can be read with the day first or the month first.");
                default: continue;
            }
        }

        return (null, false, $"The times of '{header}' ({Cut(seen[0])}) are in no format that is known.");
    }

    /// <summary>Whether a comma is the decimal sign; why that cannot be told, if so. Where commas stand between cells, a point is hardly anything but the decimal sign.</summary>
    public static (bool DecimalComma, string? Unclear) DecimalOf(IEnumerable<(string Header, IReadOnlyList<string> Values)> columns, char separator)
    {
        var (comma, point, either) = ((string?)null, (string?)null, (string?)null);
        foreach (var (header, values) in columns)
        {
            foreach (var value in values)
            {
                switch (SignOf(value))
                {
                    case ',': comma ??= header; break;
                    case '.': point ??= header; break;
                    case '?' when separator != ',' || value.Contains(',', StringComparison.Ordinal): either ??= $"'{header}' ({Cut(value)})"; break;
                }
            }
        }

        return (comma, point, either) switch
        {
            ({ } a, { } b, _) => (false, $"The numbers of '{a}' have a decimal comma and those of '{b}' a decimal point."),
            ({ }, null, _) => (true, null),
            (null, { }, _) => (false, null),
            (null, null, { } open) => (false, $"The numbers of {open} can be read in two ways."),
            _ => (false, null),
        };
    }

    /// <summary>Currencies that are not USD.</summary>
    public static ImmutableArray<string> OtherCurrencies(IEnumerable<string> values) =>
        [.. values.Where(v => v.Length > 0 && !v.Equals("USD", StringComparison.OrdinalIgnoreCase) && v is not ("$" or "US$")).Distinct(StringComparer.OrdinalIgnoreCase).Take(3)];

    private static bool Reads(string format, List<string> values, out bool areDays)
    {
        areDays = values.Count > 0;
        foreach (var value in values)
        {
            if (value.Length > CsvMapping.MostText || CsvTime.Read(value, format, TimeZoneInfo.Utc, out var isDay) is null)
            {
                return false;
            }

            areDays &= isDay;
        }

        return values.Count > 0 || format == CsvTime.Auto;
    }

    /// <summary>The decimal sign of a number; <c>?</c> when it can be read in two ways, <c>0</c> when it has none.</summary>
    private static char SignOf(string value)
    {
        var digits = value.AsSpan().Trim("$€ ").Trim();
        var last = digits.LastIndexOfAny('.', ',');
        if (last < 0 || digits.ContainsAnyExcept(Digits))
        {
            return '0';
        }

        var sign = digits[last];
        var others = digits[..last];
        return others.Contains(sign) ? (sign == ',' ? '.' : ',')
            : others.ContainsAny('.', ',') || digits.Length - last - 1 != 3 || others is "" or "0" || others.Length > 3 || others[0] == '0' ? sign
            : '?';
    }

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
