using System.Globalization;
using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Api;

/// <summary>How the API writes values: money as decimal strings of USD, days and instants as ISO 8601.</summary>
internal static class ApiText
{
    public static string Money(Nanodollars amount) => Usd.Format(amount);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateOnly? ParseDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A probability to four digits; null stays null.</summary>
    public static double? Probability(double? p) => p is { } value ? Math.Round(value, 4) : null;

    /// <summary><c>AtRisk</c> as <c>at-risk</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
