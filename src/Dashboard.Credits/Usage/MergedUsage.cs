using System.Collections.Immutable;

namespace Dashboard.Credits.Usage;

/// <summary>
/// All that is known of one event, from any number of observations in any order. Keeps only the observations that can
/// still matter: the winner, and those that state an attribute no better one states. Source: law, section 4, Merging.
/// </summary>
/// <param name="Retained">Best first; at least one.</param>
/// <param name="OccurredAtMs">The earliest instant any observation stated; null when none did.</param>
public sealed record MergedUsage(ImmutableArray<UsageRecord> Retained, long? OccurredAtMs)
{
    /// <summary>One observation alone.</summary>
    public static MergedUsage Of(UsageRecord record) => new([record], record.OccurredAtMs);

    /// <summary>The observation that gives tokens, model, speed and geography.</summary>
    public UsageRecord Winner => Retained[0];

    /// <summary>This with one more observation. The same instance when it adds nothing.</summary>
    public MergedUsage With(UsageRecord record)
    {
        var at = Earliest(OccurredAtMs, record.OccurredAtMs);
        if (Retained is [var only] && ObservationOrder.Instance.Compare(only, record) > 0 && StatesAllOf(record, only))
        {
            // The lines of a streamed message: each says more than the one before.
            return new MergedUsage([record], at);
        }

        var index = 0;
        while (index < Retained.Length && ObservationOrder.Instance.Compare(Retained[index], record) <= 0)
        {
            // A better one that states all this one states: this one can never be asked again.
            if (StatesAllOf(Retained[index], record))
            {
                return at == OccurredAtMs ? this : this with { OccurredAtMs = at };
            }

            index++;
        }

        var kept = ImmutableArray.CreateBuilder<UsageRecord>(Retained.Length + 1);
        kept.AddRange(Retained.AsSpan()[..index]);
        kept.Add(record);
        foreach (var worse in Retained.AsSpan()[index..])
        {
            if (!StatesAllOf(record, worse))
            {
                kept.Add(worse);
            }
        }

        return new MergedUsage(kept.ToImmutable(), at);
    }

    /// <summary>This with all that another merge knows.</summary>
    public MergedUsage With(MergedUsage other)
    {
        var merged = other.Retained.Aggregate(this, (m, r) => m.With(r));
        var at = Earliest(merged.OccurredAtMs, other.OccurredAtMs);
        return at == merged.OccurredAtMs ? merged : merged with { OccurredAtMs = at };
    }

    /// <summary>The event: the winner, the earliest instant, and every attribute the winner lacks from the best that states it.</summary>
    public UsageRecord Effective()
    {
        if (Retained.Length == 1)
        {
            return Winner.OccurredAtMs == OccurredAtMs ? Winner : Winner with { OccurredAtMs = OccurredAtMs };
        }

        return Winner with
        {
            OccurredAtMs = OccurredAtMs,
            MessageId = First(r => r.MessageId),
            RequestId = First(r => r.RequestId),
            SourceEventId = First(r => r.SourceEventId),
            Session = First(r => r.Session),
            Entrypoint = First(r => r.Entrypoint),
            App = First(r => r.App),
            Project = First(r => r.Project),
            Repository = First(r => r.Repository),
            Workflow = First(r => r.Workflow),
            SeatEmail = First(r => r.SeatEmail),
            Tags = AllTags(),
            AuthoritativeCost = Retained.Select(r => r.AuthoritativeCost).FirstOrDefault(c => c is not null),
            StatedCost = Retained.Select(r => r.StatedCost).FirstOrDefault(c => c is not null),
            StandInAtMs = Retained.Select(r => r.StandInAtMs).FirstOrDefault(at => at is not null),
        };
    }

    private T? First<T>(Func<UsageRecord, T?> attribute)
        where T : class => Retained.Select(attribute).FirstOrDefault(a => a is not null);

    /// <summary>Every tag that any observation states; of two values of one tag that of the better observation.</summary>
    private ImmutableSortedDictionary<string, string>? AllTags()
    {
        ImmutableSortedDictionary<string, string>? all = null;
        foreach (var record in Retained)
        {
            all = all is null || ReferenceEquals(all, record.Tags) ? record.Tags ?? all
                : record.Tags is null ? all
                : record.Tags.Where(t => !all.ContainsKey(t.Key)).ToList() is { Count: > 0 } more ? all.AddRange(more) : all;
        }

        return all;
    }

    /// <summary>Whether one observation states every attribute, and every tag, that the other states.</summary>
    private static bool StatesAllOf(UsageRecord record, UsageRecord other)
    {
        var theirs = AttributesOf(other);
        return (AttributesOf(record) & theirs) == theirs
            && (other.Tags is null || ReferenceEquals(record.Tags, other.Tags) || other.Tags.Keys.All(record.Tags!.ContainsKey));
    }

    private static long? Earliest(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private static int AttributesOf(UsageRecord r) =>
        Bit(r.MessageId, 0) | Bit(r.RequestId, 1) | Bit(r.SourceEventId, 2) | Bit(r.Session, 3) | Bit(r.Entrypoint, 4) | Bit(r.App, 5)
        | Bit(r.Project, 6) | Bit(r.Repository, 7) | Bit(r.Workflow, 8) | Bit(r.SeatEmail, 9) | Bit(r.Tags, 10)
        | (r.AuthoritativeCost is null ? 0 : 1 << 11) | (r.StatedCost is null ? 0 : 1 << 12)
        | (r.StandInAtMs is null ? 0 : 1 << 13);

    private static int Bit(object? attribute, int bit) => attribute is null ? 0 : 1 << bit;
}
