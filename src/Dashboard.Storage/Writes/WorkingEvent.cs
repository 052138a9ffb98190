using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>One event while a batch is merged into it.</summary>
internal sealed class WorkingEvent
{
    public required int SourceId { get; set; }

    public required long BatchId { get; set; }

    /// <summary>When the event happened, if no observation says so.</summary>
    public long FallbackAtMs => Components is [var only] ? only.FallbackAtMs : Components.Min(c => c.FallbackAtMs);

    /// <summary>0 until it is stored, unless it is known before which it will be.</summary>
    public long Id { get; set; }

    /// <summary>Of a new event: which of the runs of the merge made it.</summary>
    public int MadeBy { get; init; } = -1;

    /// <summary>The stored row; null for a new event.</summary>
    public long[]? Row { get; set; }

    /// <summary>Which caller's count says "accepted" for this new event.</summary>
    public BatchTally? AcceptedBy { get; set; }

    public List<EventComponent> Components { get; } = new(1);

    public bool IsChanged { get; set; }

    /// <summary>An import touched it (<see cref="ImportTrace"/>).</summary>
    public bool IsTraced { get; set; }

    /// <summary>The event this one turned out to be.</summary>
    public WorkingEvent? MergedInto { get; set; }

    public WorkingEvent Final => MergedInto is null ? this : MergedInto.Final;

    /// <summary>The smallest message component; null when no observation has a message id.</summary>
    public EventComponent? Message
    {
        get
        {
            EventComponent? smallest = null;
            foreach (var component in Components)
            {
                if (component.IsMessage && (smallest is null || component.Hash < smallest.Hash))
                {
                    smallest = component;
                }
            }

            return smallest;
        }
    }

    /// <summary>The hash the event is ordered by: its message, else its smallest component.</summary>
    public long Identity => Message?.Hash ?? Components.Min(c => c.Hash);

    public EventComponent? Find(long hash)
    {
        foreach (var component in Components)
        {
            if (component.Hash == hash)
            {
                return component;
            }
        }

        return null;
    }

    /// <summary>Takes a component in, joining it with what is known of it.</summary>
    public void Take(EventComponent component)
    {
        if (Find(component.Hash) is { } known)
        {
            known.Merged = known.Merged.With(component.Merged);
            known.FallbackAtMs = Math.Min(known.FallbackAtMs, component.FallbackAtMs);
        }
        else
        {
            Components.Add(component);
        }

        IsChanged = true;
    }

    /// <summary>All that is known.</summary>
    public MergedUsage Merge()
    {
        var merged = Components[0].Merged;
        for (var i = 1; i < Components.Count; i++)
        {
            merged = merged.With(Components[i].Merged);
        }

        return merged;
    }
}
