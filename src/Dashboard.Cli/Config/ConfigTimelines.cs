using System.Collections.Immutable;
using Dashboard.Credits.Seats;

namespace Dashboard.Cli.Config;

/// <summary>Dated histories in a configuration: one bare value that always held, or a list of entries with the instant of each.</summary>
internal static class ConfigTimelines
{
    public static void Write<T>(ConfigText text, string key, History<T> history, Action<T> value, Func<long, T, string>? from = null)
    {
        var (first, steps) = ConfigHistory.StepsOf(history);
        text.Json.WritePropertyName(key);
        if (steps.Count == 0)
        {
            value(first);
            return;
        }

        text.Json.WriteStartArray();
        Step(null, first);
        foreach (var (at, step) in steps)
        {
            Step(from is null ? ConfigWords.Instant(at, text.Zone) : from(at, step), step);
        }

        text.Json.WriteEndArray();

        void Step(string? at, T step) => text.Object(() =>
        {
            text.Optional("from", at);
            text.Json.WritePropertyName(key);
            value(step);
        });
    }

    public static ConfigTimeline<T>? Read<T>(ConfigKeys keys, string key, Func<ConfigNode, T> read)
    {
        if (keys[key] is not { } node)
        {
            return null;
        }

        return node.IsList
            ? Checked(node, node.List(item => item.Object("from", key) is { } entry && entry.Needed(key) is { } value
                ? new ConfigStep<T>(item.Path, entry["from"]?.Instant(), read(value))
                : null), false)
            : new ConfigTimeline<T>(node.Path, true, [new ConfigStep<T>(node.Path, null, read(node))]);
    }

    /// <summary>The steps as a history; null, and a problem, when it cannot be told what holds from the begin.</summary>
    public static ConfigTimeline<T>? Checked<T>(ConfigNode node, ImmutableArray<ConfigStep<T>> steps, bool isNow)
    {
        if (steps.IsEmpty || steps[0].From is not null || steps.Skip(1).Any(s => s.From is null))
        {
            node.Problem("The first entry says what holds from the begin and has no key from; every other has one.");
            return null;
        }

        if (steps.Select(s => s.From).Distinct().Count() < steps.Length)
        {
            node.Problem("Two entries begin at one instant.");
        }

        return new ConfigTimeline<T>(node.Path, isNow, steps);
    }

    /// <summary>What makes the history as the file says: at every instant, or, when it says one value, now.</summary>
    public static List<(long AtMs, T Value)> Changes<T>(ConfigTimeline<T> want, History<T> have, long nowMs, TimeZoneInfo zone)
    {
        if (!want.IsNow)
        {
            return ConfigHistory.Difference(have, want.In(zone));
        }

        var value = want.Steps[0].Value;
        return EqualityComparer<T>.Default.Equals(have.At(nowMs), value) ? [] : [(nowMs, value)];
    }
}
