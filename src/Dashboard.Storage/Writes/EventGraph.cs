using System.Runtime.InteropServices;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Merges observations into events in memory. Which observations are one event, and what the event says, depends on the
/// observations alone: the order and the batches they come in change nothing. Source: law, section 4, Identity and Merging.
/// </summary>
internal sealed class EventGraph
{
    private readonly Dictionary<IdentityHash, IdentityNode> _nodes;
    private readonly List<IdentityNode> _all;
    private readonly List<Seen> _runs;
    private readonly List<(IdentityNode Message, IdentityNode Request)> _links;
    private readonly Dictionary<long, WorkingEvent> _stored = [];
    private readonly List<WorkingEvent> _new = [];

    /// <param name="runs">How many will come.</param>
    public EventGraph(int runs)
    {
        _nodes = new Dictionary<IdentityHash, IdentityNode>(runs * 2);
        _all = new List<IdentityNode>(runs * 2);
        _runs = new List<Seen>(runs);
        _links = new List<(IdentityNode Message, IdentityNode Request)>(runs);
    }

    public IReadOnlyList<IdentityNode> Nodes => _all;

    /// <summary>Every event that was touched, those that were merged away included.</summary>
    public IEnumerable<WorkingEvent> Events => _stored.Values.Concat(_new);

    /// <summary>Those of them that are stored; each has its row.</summary>
    public IReadOnlyCollection<WorkingEvent> Stored => _stored.Values;

    /// <summary>What was noted, in order.</summary>
    public IReadOnlyList<Seen> Runs => _runs;

    /// <summary>Messages and the requests they name.</summary>
    public IReadOnlyList<(IdentityNode Message, IdentityNode Request)> Links => _links;

    /// <summary>A stored event that was loaded.</summary>
    public WorkingEvent StoredOf(long eventId) => _stored[eventId];

    /// <summary>Notes observations of a caller.</summary>
    public void Add(PreparedRun prepared, PendingWrite from)
    {
        var node = NodeOf(prepared.Primary, prepared.IsRequest);
        node.SeenOn(prepared.Day);
        _runs.Add(new Seen(node, prepared, from));
        if (prepared.Link is { } link)
        {
            var request = NodeOf(link, isRequest: true);
            request.SeenOn(prepared.Day);
            _links.Add((node, request));
        }
    }

    /// <summary>Gives the nodes what else is stored; the ids of all events to load.</summary>
    public List<long> Found(Dictionary<IdentityKey, long> found)
    {
        foreach (var (key, eventId) in found)
        {
            _nodes[key.Hash].AddFound(key, eventId);
        }

        var ids = new HashSet<long>();
        foreach (var node in _all)
        {
            if (node.Found is not null)
            {
                foreach (var (_, eventId) in node.Found)
                {
                    ids.Add(eventId);
                }
            }
        }

        return [.. ids.Order()];
    }

    /// <summary>Gives the graph a stored event.</summary>
    public void Load(WorkingEvent known) => _stored.Add(known.Id, known);

    /// <summary>Merges everything.</summary>
    public void Merge(WritePolicy policy)
    {
        for (var i = 0; i < _runs.Count; i++)
        {
            Merge(i, policy);
        }

        foreach (var (message, request) in _links)
        {
            Link(message, request);
        }
    }

    /// <summary>Joins what is stored under one hash in several events.</summary>
    public void Join(IReadOnlyList<List<(IdentityKey Key, long EventId)>> hashes)
    {
        foreach (var keys in hashes)
        {
            // A hash that is not the identity of all its events is a request id that they share.
            var hash = keys[0].Key.Hash;
            var isRequest = keys.Any(k => _stored[k.EventId].Row![EventColumn.Identity] != StoredHash.Of(hash));
            var node = NodeOf(hash, isRequest);
            node.Found = keys;
            node.Event = StoredOwnerOf(node);
        }
    }

    private IdentityNode NodeOf(IdentityHash hash, bool isRequest)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, hash, out var isKnown);
        if (!isKnown)
        {
            _all.Add(node = new IdentityNode(hash, isRequest));
        }

        return node!;
    }

    private void Merge(int index, WritePolicy policy)
    {
        var (node, run, from) = _runs[index];
        var target = (node.Event ??= StoredOwnerOf(node))?.Final;
        if (target is null)
        {
            // Nothing is known, so the observations meet nothing but each other, and that was done before.
            node.Event = target = new WorkingEvent { Id = run.ObservationIds?[0] ?? 0, MadeBy = index, SourceId = from.Batch.SourceId, BatchId = from.BatchId, AcceptedBy = from.Tally, IsChanged = true };
            target.Components.Add(new EventComponent(node.StoredHash, run.Merged, run.IsUndated ? from.FallbackAtMs : long.MaxValue));
            _new.Add(target);
            from.Tally.Accepted++;
            from.Tally.Updated += run.News;
            from.Tally.Duplicate += run.Later.Count - run.News;
            CostWatch.NoteNew(run, from);
            return;
        }

        MergeOne(target, node, run.First, from, policy);
        foreach (var record in run.Later)
        {
            MergeOne(target, node, record, from, policy);
        }
    }

    /// <summary>Merges one observation; of an import it is noted when it states another cost than the one that counts.</summary>
    private static void MergeOne(WorkingEvent target, IdentityNode node, UsageRecord record, PendingWrite from, WritePolicy policy)
    {
        var before = CostWatch.Before(target, record, from);
        MergeInto(target, node, record, from, policy);
        CostWatch.Note(before, target, record, from);
    }

    private static void MergeInto(WorkingEvent target, IdentityNode node, UsageRecord record, PendingWrite from, WritePolicy policy)
    {
        var fallback = FallbackOf(record, from);
        record = WithoutAnotherSeat(target, record, from, policy);
        var isNews = false;
        var component = target.Find(node.StoredHash);
        if (component is null)
        {
            target.Components.Add(new EventComponent(node.StoredHash, MergedUsage.Of(record), fallback));
            isNews = true;
        }
        else if (!PreparedRun.SaysTheSame(component.Merged, record))
        {
            var merged = component.Merged.With(record);
            isNews = !ReferenceEquals(merged, component.Merged) || (merged.OccurredAtMs is null && fallback < component.FallbackAtMs);
            component.Merged = merged;
            component.FallbackAtMs = Math.Min(component.FallbackAtMs, fallback);
        }

        isNews |= Attribute(target, record, from, policy);
        target.IsChanged |= isNews;
        if (isNews)
        {
            from.Tally.Updated++;
        }
        else
        {
            from.Tally.Duplicate++;
        }
    }

    private static long FallbackOf(UsageRecord record, PendingWrite from) => record.OccurredAtMs is null ? from.FallbackAtMs : long.MaxValue;

    /// <summary>An event stays with the source that brought it first, unless that one gives it no seat and this one does. True when the event changes.</summary>
    private static bool Attribute(WorkingEvent target, UsageRecord record, PendingWrite from, WritePolicy policy)
    {
        if (from.Batch.SourceId == target.SourceId)
        {
            return false;
        }

        var at = record.OccurredAtMs ?? from.FallbackAtMs;
        var theirs = policy.SeatByEmail(target.SourceId, null, at);
        var ours = policy.SeatByEmail(from.Batch.SourceId, record.SeatEmail, at);
        if (ours != 0 && theirs == 0 && record.SeatEmail is null)
        {
            target.SourceId = from.Batch.SourceId;
            return true;
        }

        return false;
    }

    /// <summary>
    /// An event stays with the seat that has it (law, section 4): an observation for anybody else keeps what it says of the
    /// request and loses whose it says it is, and the caller is told.
    /// </summary>
    private static UsageRecord WithoutAnotherSeat(WorkingEvent target, UsageRecord record, PendingWrite from, WritePolicy policy)
    {
        if (record.SeatEmail is null && from.Batch.SourceId == target.SourceId)
        {
            return record;
        }

        var at = record.OccurredAtMs ?? from.FallbackAtMs;
        var known = policy.SeatByEmail(target.SourceId, target.Merge().Effective().SeatEmail, at);
        var ours = policy.SeatByEmail(from.Batch.SourceId, record.SeatEmail, at);
        if (known == 0 || ours == known || (ours == 0 && record.SeatEmail is null))
        {
            return record;
        }

        from.Tally.OfAnotherSeat++;
        return record with { SeatEmail = null };
    }

    /// <summary>The event that what is stored under this hash belongs to, after joining all that is stored apart.</summary>
    private WorkingEvent? StoredOwnerOf(IdentityNode node)
    {
        switch (node.Found)
        {
            case null: return null;
            case [var only]: return _stored[only.EventId].Final;
        }

        WorkingEvent? owner = null;
        foreach (var candidate in StoredEventsOf(node))
        {
            if (owner is null || ReferenceEquals(owner, candidate))
            {
                owner = candidate;
            }
            else if (!node.IsRequest)
            {
                owner = EventJoin.Join(owner, candidate);
            }
            else
            {
                owner = EventJoin.Settle(node, owner, candidate);
            }
        }

        return owner;
    }

    private IEnumerable<WorkingEvent> StoredEventsOf(IdentityNode node) =>
        (node.Found ?? []).OrderBy(f => f.EventId).Select(f => _stored[f.EventId].Final);

    /// <summary>A message draws what has only its request id into its event; of several messages with the request id, the smallest does.</summary>
    private void Link(IdentityNode message, IdentityNode request)
    {
        var owner = message.Event!.Final;
        if (request.Event is { } known && !ReferenceEquals(known.Final, owner))
        {
            owner = EventJoin.Settle(request, owner, known.Final);
        }

        if (request.Found is not null)
        {
            foreach (var stored in StoredEventsOf(request).ToList())
            {
                if (!ReferenceEquals(stored.Final, owner.Final))
                {
                    owner = EventJoin.Settle(request, owner.Final, stored.Final);
                }
            }
        }

        request.Event = owner.Final;
    }

    /// <summary>Observations of a caller and what their hash belongs to.</summary>
    internal readonly record struct Seen(IdentityNode Node, PreparedRun Run, PendingWrite From);
}
