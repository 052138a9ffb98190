using System.Runtime.InteropServices;
using Dashboard.Credits.Usage;

namespace Dashboard.Cli.Report;

/// <summary>
/// Events with a <c>message.id</c>, merged as the law says. Nearly all need no more than their best observation; where a worse one
/// states what the better does not, the general merge takes over.
/// </summary>
internal sealed class EventTable(Names names)
{
    private readonly Dictionary<UInt128, int> index = [];
    private readonly Dictionary<int, MergedUsage> merged = [];
    private readonly List<(ulong Request, UInt128 Message)> links = [];
    private CompactEvent[] events = new CompactEvent[1024];

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>One event; meaningless when <see cref="MergedAt"/> gives one.</summary>
    public ref readonly CompactEvent this[int at] => ref events[at];

    /// <summary>The general merge of an event, if it needed one.</summary>
    public MergedUsage? MergedAt(int at) => merged.GetValueOrDefault(at);

    /// <summary>Adds an observation.</summary>
    public void Add(UInt128 message, in CompactEvent seen)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(index, message, out var isKnown);
        if (!isKnown)
        {
            at = Append(in seen);
            return;
        }

        if (merged.Count > 0 && merged.TryGetValue(at, out var known))
        {
            Link(seen.Request, message);
            merged[at] = known.With(seen.ToRecord(names));
            return;
        }

        ref var best = ref events[at];
        if (seen.Request != best.Request)
        {
            Link(best.Request, message);
            Link(seen.Request, message);
        }

        var isBetter = CompactEvent.Compare(in seen, in best, names) < 0;
        if (isBetter ? seen.StatesAllOf(in best) : best.StatesAllOf(in seen))
        {
            var earliest = best.AtMs == CompactEvent.NoInstant || (seen.AtMs != CompactEvent.NoInstant && seen.AtMs < best.AtMs) ? seen.AtMs : best.AtMs;
            if (isBetter)
            {
                best = seen;
            }

            best.AtMs = earliest;
            return;
        }

        merged.Add(at, MergedUsage.Of(best.ToRecord(names)).With(seen.ToRecord(names)));
    }

    /// <summary>Adds an observation that does not fit the compact form.</summary>
    public void Add(UInt128 message, ulong request, UsageRecord seen)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(index, message, out var isKnown);
        Link(request, message);
        if (!isKnown)
        {
            at = Append(default);
            merged.Add(at, MergedUsage.Of(seen));
        }
        else
        {
            Link(events[at].Request, message);
            merged[at] = (MergedAt(at) ?? MergedUsage.Of(events[at].ToRecord(names))).With(seen);
        }
    }

    /// <summary>Adds all of another table.</summary>
    public void Add(EventTable other)
    {
        foreach (var (message, at) in other.index)
        {
            if (other.MergedAt(at) is not { } theirs)
            {
                Add(message, in other.events[at]);
                continue;
            }

            Link(other.events[at].Request, message);
            foreach (var record in theirs.Retained)
            {
                Add(message, 0, record with { OccurredAtMs = theirs.OccurredAtMs });
            }
        }

        links.AddRange(other.links);
    }

    /// <summary>Adds what is known only by a request id to the message with that request id. False when there is none.</summary>
    public bool TryJoin(ulong request, MergedUsage seen, Dictionary<ulong, UInt128> byRequest)
    {
        if (!byRequest.TryGetValue(request, out var message))
        {
            return false;
        }

        var at = index[message];
        merged[at] = (MergedAt(at) ?? MergedUsage.Of(events[at].ToRecord(names))).With(seen);
        return true;
    }

    /// <summary>Messages by request id; of several the one with the smallest key.</summary>
    public Dictionary<ulong, UInt128> ByRequest()
    {
        var byRequest = new Dictionary<ulong, UInt128>();
        foreach (var (request, message) in links.Concat(index.Select(e => (events[e.Value].Request, e.Key))))
        {
            if (request != 0 && (!byRequest.TryGetValue(request, out var known) || message < known))
            {
                byRequest[request] = message;
            }
        }

        return byRequest;
    }

    private void Link(ulong request, UInt128 message)
    {
        if (request != 0)
        {
            links.Add((request, message));
        }
    }

    private int Append(in CompactEvent seen)
    {
        if (Count == events.Length)
        {
            Array.Resize(ref events, Count * 2);
        }

        events[Count] = seen;
        return Count++;
    }
}
