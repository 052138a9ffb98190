using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Audit;

namespace Dashboard.Web.Features.Audit;

/// <summary>Which entries the page shows, as it stands in the address. What is null is not asked.</summary>
public sealed record AuditFilter
{
    private const int MostText = 200;

    /// <summary>In any text, name, kind or subject.</summary>
    public string? Text { get; init; }

    /// <summary>Part of the name of who did it.</summary>
    public string? Who { get; init; }

    /// <summary>A stored kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Such as <c>seat:12</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>First local day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last local day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => this != new AuditFilter();

    /// <summary>From the parts of an address; what cannot be read is left out.</summary>
    public static AuditFilter Of(string? text, string? who, string? kind, string? subject, string? from, string? to) => new()
    {
        Text = Given(text),
        Who = Given(who),
        Kind = Given(kind),
        Subject = Given(subject),
        From = DayOf(from),
        To = DayOf(to),
    };

    /// <summary>The parts for an address or an export's entry, without what is not asked.</summary>
    public IEnumerable<(string Name, string? Value)> Parts =>
        ((IEnumerable<(string Name, string? Value)>)[("q", Text), ("who", Who), ("kind", Kind), ("subject", Subject), ("from", Day(From)), ("to", Day(To))]).Where(p => p.Value is not null);

    /// <summary>The address under a path, without what is not asked.</summary>
    /// <param name="path">The path.</param>
    /// <param name="before">Only entries before this one.</param>
    /// <param name="open">The entry that is opened.</param>
    public string Address(string path, long? before = null, long? open = null)
    {
        List<(string Name, string? Value)> parts = [.. Parts, ("before", Number(before)), ("entry", Number(open))];
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>As the database is asked.</summary>
    public AuditQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Text = Text,
        Who = Who,
        Kind = Kind,
        Subject = Subject,
        FromMs = From is { } from ? ZoneDays.FirstInstantOf(from, zone) : null,
        UntilMs = To is { } to ? ZoneDays.FirstInstantOf(to.AddDays(1), zone) : null,
    };

    /// <summary>A day as an address and a date field hold it.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day between 1970 and 2200; null for anything else.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2200 ? day : null;

    /// <summary>A sequence; null for anything else.</summary>
    public static long? SequenceOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(MostText, text.Trim().Length)].Replace("\0", "", StringComparison.Ordinal);
}
