using System.Globalization;
using Dashboard.Credits.Reconciliation;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>What of a reconciliation is looked at; it stands in the address.</summary>
/// <param name="From">First day; null: that of the period.</param>
/// <param name="Until">Last day; null: today.</param>
/// <param name="Against">What to compare with; null: the first vendor report, else the counters.</param>
/// <param name="Who">A part of the e-mail; null: all.</param>
/// <param name="Kind">Only days with a difference of this reason; null: any.</param>
/// <param name="All">Also days without a difference.</param>
public sealed record ReconciliationFilter(DateOnly? From = null, DateOnly? Until = null, string? Against = null, string? Who = null, DifferenceKind? Kind = null, bool All = false)
{
    /// <summary>The most days that are compared at once.</summary>
    public const int MostDays = 92;

    /// <summary>The filter of an address; what is not understood is not asked.</summary>
    public static ReconciliationFilter Of(string? from, string? until, string? against, string? who, string? kind, string? all) => new(
        DayOf(from), DayOf(until), against is { Length: > 0 and <= 40 } ? against : null, who?.Trim() is { Length: > 0 and <= 200 } part ? part : null,
        Enum.TryParse<DifferenceKind>(kind, ignoreCase: true, out var of) && Enum.IsDefined(of) ? of : null, all == "yes");

    /// <summary>The address of this filter.</summary>
    public string Query()
    {
        List<string> parts = [];
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("until", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("against", Against);
        Add("who", Who);
        Add("kind", Kind?.ToString());
        Add("all", All ? "yes" : null);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 2200 ? day : null;
}
