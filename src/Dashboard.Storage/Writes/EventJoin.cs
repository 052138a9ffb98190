namespace Dashboard.Storage.Writes;

/// <summary>How two events become one, or share out what they both claim.</summary>
internal static class EventJoin
{
    /// <summary>Decides which of two events a request hash belongs to, and moves what has only the request id there.</summary>
    public static WorkingEvent Settle(IdentityNode request, WorkingEvent a, WorkingEvent b)
    {
        var (winner, other) = (a.Message, b.Message) switch
        {
            (null, null) => (a, b),
            (null, _) => (b, a),
            (_, null) => (a, b),
            var (x, y) => x.Hash <= y.Hash ? (a, b) : (b, a),
        };
        if (other.Message is null)
        {
            return Join(winner, other);
        }

        if (other.Find(request.StoredHash) is { IsMessage: false } component)
        {
            other.Components.Remove(component);
            other.IsChanged = true;
            winner.Take(component);
        }

        return winner;
    }

    /// <summary>Two events turned out to be one. The stored row with the smaller id stays.</summary>
    public static WorkingEvent Join(WorkingEvent a, WorkingEvent b)
    {
        var (stays, goes) = b.Id != 0 && (a.Id == 0 || b.Id < a.Id) ? (b, a) : (a, b);
        foreach (var component in goes.Components)
        {
            stays.Take(component);
        }

        goes.Components.Clear();
        goes.MergedInto = stays;
        stays.IsChanged = true;
        if (goes.AcceptedBy is { } tally)
        {
            tally.Accepted--;
            tally.Updated++;
        }

        return stays;
    }
}
