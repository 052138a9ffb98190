using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Seats;

namespace Dashboard.Cli.Config;

/// <summary>Dated histories as steps: only instants at which the value changes.</summary>
internal static class ConfigHistory
{
    /// <summary>The value from the begin on, then each instant with another value than before it.</summary>
    public static (T First, List<(long AtMs, T Value)> Steps) StepsOf<T>(History<T> history)
    {
        var first = history.At(0);
        var last = first;
        var steps = new List<(long, T)>();
        foreach (var change in history.Changes.Where(c => c.FromMs > 0))
        {
            if (!EqualityComparer<T>.Default.Equals(change.Value, last))
            {
                steps.Add((change.FromMs, last = change.Value));
            }
        }

        return (first, steps);
    }

    /// <summary>The changes that make one history another, at every instant.</summary>
    public static List<(long AtMs, T Value)> Difference<T>(History<T> have, History<T> want)
    {
        var result = have;
        var changes = new List<(long, T)>();
        foreach (var at in have.Changes.Concat(want.Changes).Select(c => c.FromMs).Append(0).Where(t => t >= 0).Distinct().Order())
        {
            var value = want.At(at);
            if (!EqualityComparer<T>.Default.Equals(result.At(at), value))
            {
                changes.Add((at, value));
                result = result.With(at, value, 1);
            }
        }

        return changes;
    }

    /// <summary>Overage as a history of on and cap: an end is a step to off.</summary>
    public static History<(bool On, Nanodollars? Cap)> Of(OverageHistory overage)
    {
        var instants = overage.Decisions.SelectMany(d => d.UntilMs is { } until ? (long[])[d.FromMs, until] : [d.FromMs]).Distinct();
        return new History<(bool, Nanodollars?)>((false, null), instants.Select(at => new Dated<(bool, Nanodollars?)>(at, At(at))));

        (bool, Nanodollars?) At(long at) => overage.At(at) is { On: true } setting ? (true, setting.Cap) : (false, null);
    }
}
