using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;

namespace Dashboard.Cli.Config;

/// <content>What texts of a configuration stand for: days and instants, money, prices and factors, plans.</content>
internal sealed partial class ConfigNode
{
    public DateOnly Day()
    {
        if (element.ValueKind == JsonValueKind.String && TryDay(element.GetString()!, out var day))
        {
            return day;
        }

        Problem("A day such as \"2026-11-01\" is needed here.");
        return default;
    }

    public ConfigInstant Instant()
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        if (TryDay(text, out var day))
        {
            return new ConfigInstant(day, 0);
        }

        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year is >= 1970 and < 2200)
        {
            return new ConfigInstant(null, instant.ToUnixTimeMilliseconds());
        }

        Problem("A day such as \"2026-11-01\" or an instant such as \"2026-11-01T09:30:00Z\" is needed here.");
        return default;
    }

    /// <summary>Exact USD as a decimal string.</summary>
    public Nanodollars Money()
    {
        if (element.ValueKind == JsonValueKind.String && IsDecimal(element.GetString()!) && Usd.TryParse(element.GetString(), out var amount) && amount.Value >= 0)
        {
            return amount;
        }

        Problem("An amount in USD as a text with at most 9 decimals is needed here, such as \"40.00\".");
        return default;
    }

    /// <summary>A factor such as <c>"9/10"</c>.</summary>
    public Ratio? Factor()
    {
        if (IsNull)
        {
            return null;
        }

        var parts = element.ValueKind == JsonValueKind.String ? element.GetString()!.Split('/') : [];
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var above)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var below)
            && above is >= 1 and <= 1_000_000 && below is >= 1 and <= 1_000_000)
        {
            return new Ratio(above, below);
        }

        Problem("A factor such as \"9/10\" is needed here.");
        return null;
    }

    /// <summary>USD per million tokens.</summary>
    public long PerToken()
    {
        if (element.ValueKind == JsonValueKind.String && TokenPrices.TryPerToken(element.GetString(), out var price))
        {
            return price;
        }

        Problem("A price in USD per million tokens as a text is needed here, such as \"3.75\".");
        return 0;
    }

    public string? Plan()
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        if (Plans.All.Any(p => p.Id == text))
        {
            return text;
        }

        Problem($"One of the plans is needed here: {string.Join(", ", Plans.All.Select(p => p.Id))}.");
        return null;
    }

    private static bool IsDecimal(string text) =>
        text.Length is > 0 and <= 20 && text.All(c => char.IsAsciiDigit(c) || c == '.') && (text.IndexOf('.', StringComparison.Ordinal) is var point && (point < 0 || text.Length - point - 1 <= 9));

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1970 and < 2200;
}
