using System.Globalization;
using Dashboard.Credits.Cycles;

namespace Dashboard.Ingestion.Csv;

/// <summary>Times as files write them.</summary>
public static class CsvTime
{
    /// <summary>ISO 8601 with or without a zone, a bare day, or Unix seconds or milliseconds.</summary>
    public const string Auto = "auto";

    private static readonly string[] IsoLocal =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm",
    ];

    private static readonly string[] IsoZoned =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mmzzz",
    ];

    /// <summary>True for <see cref="Auto"/> and for patterns with a year, a month and a day.</summary>
    public static bool IsFormat(string format) =>
        format == Auto
        || (format.Length <= 40 && format.All(c => "yMdHhmsftz ./-:,'TZ".Contains(c, StringComparison.Ordinal)) && format.Contains("yy", StringComparison.Ordinal)
            && format.Contains('M', StringComparison.Ordinal) && format.Contains('d', StringComparison.Ordinal) && CanFormat(format));

    /// <summary>The instant, Unix milliseconds UTC; null when the text is none. A time that a clock passed over or showed twice is the earliest that can be meant.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="format">The mapping's.</param>
    /// <param name="zone">Of times that state none.</param>
    /// <param name="isDay">Whether it is a bare day; its first instant is the answer.</param>
    public static long? Read(string text, string format, TimeZoneInfo zone, out bool isDay)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(format);
        isDay = false;
        if (format != Auto)
        {
            return ReadFormat(text, format, zone, out isDay);
        }

        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unix))
        {
            return text.Length == 10 ? unix * 1000 : unix;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            isDay = true;
            return ZoneDays.FirstInstantOf(day, zone);
        }

        var plain = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] + "Z" : text;
        var zoned = plain.EndsWith('Z') ? plain[..^1] + "+00:00" : plain;
        return DateTimeOffset.TryParseExact(zoned, IsoZoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUnixTimeMilliseconds()
            : DateTime.TryParseExact(plain, IsoLocal, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? InstantOf(local, zone)
            : null;
    }

    private static long? ReadFormat(string text, string format, TimeZoneInfo zone, out bool isDay)
    {
        isDay = !format.Any(c => c is 'H' or 'h');
        if (format.Contains('z', StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUnixTimeMilliseconds() : null;
        }

        return !DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? null
            : isDay ? ZoneDays.FirstInstantOf(DateOnly.FromDateTime(local), zone)
            : InstantOf(local, zone);
    }

    private static long InstantOf(DateTime local, TimeZoneInfo zone)
    {
        var clock = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock).Max()
            : zone.IsInvalidTime(clock) ? zone.GetUtcOffset(clock.AddHours(-3))
            : zone.GetUtcOffset(clock);
        return (clock.Ticks - offset.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    private static bool CanFormat(string format)
    {
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
