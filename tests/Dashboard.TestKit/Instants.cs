using System.Globalization;

namespace Dashboard.TestKit;

public static class Instants
{
    /// <summary>Unix milliseconds of a text such as <c>2026-11-03</c> or <c>2026-11-03T09:00:00</c>; UTC unless it says otherwise.</summary>
    public static long Ms(this string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    public static DateOnly Day(this string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Utc(this long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
