using Dashboard.Credits.Cycles;
using Dashboard.Credits.Usage;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Pool rules in words.</summary>
internal static class RuleWords
{
    /// <summary>The kinds of source a rule may ask for.</summary>
    public static IReadOnlyList<UsageSource> Kinds { get; } = Enum.GetValues<UsageSource>();

    /// <summary>The kind of source.</summary>
    public static string Kind(UsageSource kind) => kind switch
    {
        UsageSource.Transcript => "Transcript",
        UsageSource.Stream => "Stream line",
        UsageSource.Result => "Result",
        UsageSource.Rest => "Usage API",
        UsageSource.Otlp => "OpenTelemetry",
        UsageSource.VendorReport => "Vendor report",
        UsageSource.Csv => "CSV",
    };

    /// <summary>What a rule asks: <c>entrypoint sdk-*, source Result</c>.</summary>
    public static string Asks(PoolRule rule, TimeZoneInfo zone)
    {
        var parts = new List<string>();
        if (rule.Entrypoint is { } entrypoint)
        {
            parts.Add(Text("entrypoint", entrypoint));
        }

        if (rule.App is { } app)
        {
            parts.Add(Text("app", app));
        }

        if (rule.Source is { } source)
        {
            parts.Add($"source kind is {Kind(source)}");
        }

        if (rule.HasSeatEmail is { } has)
        {
            parts.Add(has ? "an e-mail is stated" : "no e-mail is stated");
        }

        if (rule.FromMs is { } from)
        {
            parts.Add($"from {Show.Day(ZoneDays.DayOf(from, zone), default)}");
        }

        if (rule.UntilMs is { } until)
        {
            parts.Add($"to {Show.Day(ZoneDays.DayOf(until - 1, zone), default)}");
        }

        return parts.Count == 0 ? "all usage" : string.Join(", ", parts);
    }

    private static string Text(string name, string pattern) => pattern.EndsWith('*') ? $"{name} begins with {pattern[..^1]}" : $"{name} is {pattern}";
}
