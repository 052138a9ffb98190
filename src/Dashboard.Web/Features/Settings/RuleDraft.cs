using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Settings;

/// <summary>A pool rule as a form: what is empty is not asked.</summary>
public sealed class RuleDraft
{
    /// <summary>The longest text a rule may ask for.</summary>
    public const int MaxText = 200;

    /// <summary>Where the rule is in the list; null: a new one, which is asked first.</summary>
    public int? Place { get; init; }

    /// <summary>The pool it gives.</summary>
    public Pool Pool { get; set; } = Pool.Programmatic;

    /// <summary>The kind of source; null: any.</summary>
    public UsageSource? Source { get; set; }

    /// <summary>The entrypoint; empty: any.</summary>
    public string Entrypoint { get; set; } = "";

    /// <summary>The tool or app; empty: any.</summary>
    public string App { get; set; } = "";

    /// <summary>Whether an e-mail is stated: empty, <c>yes</c> or <c>no</c>.</summary>
    public string Email { get; set; } = "";

    /// <summary>First local day; null: always.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last local day, included; null: open.</summary>
    public DateOnly? To { get; set; }

    /// <summary>A rule of the list as a form.</summary>
    public static RuleDraft Of(PoolRule rule, int place, TimeZoneInfo zone) => new()
    {
        Place = place,
        Pool = rule.Pool,
        Source = rule.Source,
        Entrypoint = rule.Entrypoint ?? "",
        App = rule.App ?? "",
        Email = rule.HasSeatEmail switch { true => "yes", false => "no", null => "" },
        From = rule.FromMs is { } from ? ZoneDays.DayOf(from, zone) : null,
        To = rule.UntilMs is { } until ? ZoneDays.DayOf(until - 1, zone) : null,
    };

    /// <summary>A rule that unknown usage meets, as narrow as what it states.</summary>
    public static RuleDraft Of(UnknownUsage usage) => new()
    {
        Source = usage.Kind,
        Entrypoint = usage.Entrypoint ?? "",
        App = usage.App ?? "",
        Email = usage.Entrypoint is null && usage.App is null ? usage.HasSeatEmail ? "yes" : "no" : "",
    };

    /// <summary>What is wrong with the form; null when it is a rule.</summary>
    public string? Problem() =>
        Entrypoint.Trim().Length > MaxText || App.Trim().Length > MaxText ? "A text of a rule has at most 200 characters."
        : From > To ? "The last day is before the first."
        : null;

    /// <summary>The rule.</summary>
    public PoolRule Rule(TimeZoneInfo zone) => new()
    {
        Pool = Pool,
        Source = Source,
        Entrypoint = Text(Entrypoint),
        App = Text(App),
        HasSeatEmail = Email switch { "yes" => true, "no" => false, _ => null },
        FromMs = From is { } from ? ZoneDays.FirstInstantOf(from, zone) : null,
        UntilMs = To is { } to ? ZoneDays.FirstInstantOf(to.AddDays(1), zone) : null,
    };

    /// <summary>The list with this rule in its place, or first when it is new.</summary>
    public ImmutableArray<PoolRule> Into(ImmutableArray<PoolRule> rules, TimeZoneInfo zone) =>
        Place is { } place ? rules.SetItem(place, Rule(zone)) : rules.Insert(0, Rule(zone));

    private static string? Text(string text) => text.Trim() is { Length: > 0 } stated ? stated : null;
}
