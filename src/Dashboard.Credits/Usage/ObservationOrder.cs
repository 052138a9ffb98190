using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dashboard.Credits.Usage;

/// <summary>
/// The total order in which observations of one event win: larger output; an original before a copy; larger sum of all
/// token kinds; smaller canonical bytes. Better sorts first. Source: law, section 4, Merging.
/// </summary>
public sealed class ObservationOrder : IComparer<UsageRecord>
{
    /// <summary>The only instance.</summary>
    public static readonly ObservationOrder Instance = new();

    private ObservationOrder()
    {
    }

    /// <summary>Negative when <paramref name="x"/> is better, 0 only when both say exactly the same.</summary>
    public int Compare(UsageRecord? x, UsageRecord? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        var byOutput = y.Tokens.Output.CompareTo(x.Tokens.Output);
        if (byOutput != 0)
        {
            return byOutput;
        }

        var byCopy = x.IsCopy.CompareTo(y.IsCopy);
        if (byCopy != 0)
        {
            return byCopy;
        }

        var bySum = y.Tokens.Sum.CompareTo(x.Tokens.Sum);
        return bySum != 0 ? bySum : CanonicalBytes(x).AsSpan().SequenceCompareTo(CanonicalBytes(y));
    }

    /// <summary>
    /// Everything an observation says, in one fixed order, as UTF-8, except when it happened: of equal observations at
    /// different instants the event keeps the earliest, so the instant decides nothing here but the last tie.
    /// </summary>
    public static byte[] CanonicalBytes(UsageRecord r)
    {
        var text = new StringBuilder(256);

        // Telemetry states neither web searches nor geography, and of older clients not how long cache writes live; files and calls may leave out
        // what changes the price. Who states it goes first: a second sight that says less never makes a request cheaper.
        Add(text, r.Source == UsageSource.Otlp ? 1 : 0);
        Add(text, r.Speed is null ? 1 : 0);
        Add(text, r.Geo is null ? 1 : 0);
        Add(text, r.Batch ? 0 : 1);
        Add(text, r.WebSearches == 0 ? 1 : 0);
        Add(text, r.Model);
        Add(text, r.Tokens.Input);
        Add(text, r.Tokens.CacheWrite5m);
        Add(text, r.Tokens.CacheWrite1h);
        Add(text, r.Tokens.CacheRead);
        Add(text, r.WebSearches);
        Add(text, r.Speed);
        Add(text, r.Geo);
        Add(text, r.Batch ? 1 : 0);
        Add(text, (int)r.Source);
        Add(text, r.Session);
        Add(text, r.Entrypoint);
        Add(text, r.App);
        Add(text, r.Project);
        Add(text, r.Repository);
        Add(text, r.Workflow);
        Add(text, r.SeatEmail);
        Add(text, r.AuthoritativeCost?.ToString());
        Add(text, r.StatedCost?.ToString());
        foreach (var (key, value) in r.Tags ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            Add(text, key);
            Add(text, value);
        }

        // Ids decide last: storage keeps only their hashes, and must find the same winner without them.
        Add(text, r.MessageId);
        Add(text, r.RequestId);
        Add(text, r.SourceEventId);
        Add(text, r.OccurredAtMs ?? -1);
        Add(text, r.StandInAtMs ?? -1);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, string? value) => text.Append(value ?? "\u0001").Append('\0');

    private static void Add(StringBuilder text, long value) => text.Append(value.ToString(CultureInfo.InvariantCulture)).Append('\0');
}
