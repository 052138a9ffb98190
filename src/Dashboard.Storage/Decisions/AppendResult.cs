using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Decisions;

/// <summary>What became of a call: all of its decisions or none.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All were written, or would be, for a preview.</summary>
    /// <param name="Decisions">As stored, with real ids, in the order of the call.</param>
    /// <param name="Organisation">The organisation that follows.</param>
    /// <param name="Moves">Known usage that gets another seat, pool, day or cost by them.</param>
    public sealed record Appended(IReadOnlyList<Decision> Decisions, Organisation Organisation, MoveSummary Moves) : AppendResult;

    /// <summary>Nothing was written.</summary>
    /// <param name="Refusals">Every decision that was refused.</param>
    public sealed record Refused(IReadOnlyList<DecisionRefusal> Refusals) : AppendResult;
}
