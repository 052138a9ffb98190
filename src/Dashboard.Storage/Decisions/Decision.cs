namespace Dashboard.Storage.Decisions;

/// <summary>A decision as it stands in the log; the log is only ever added to.</summary>
/// <param name="Sequence">Its place, from 1 without a gap.</param>
/// <param name="EffectiveAtMs">From which instant it holds, Unix milliseconds UTC.</param>
/// <param name="BookedAtMs">When it was made, Unix milliseconds UTC.</param>
/// <param name="Body">What was decided.</param>
/// <param name="Actor">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record Decision(long Sequence, long EffectiveAtMs, long BookedAtMs, DecisionBody Body, string Actor, string Reason)
{
    /// <summary>The kind as stored, such as <c>seat-added</c>.</summary>
    public string Kind => DecisionKinds.Of(Body);
}
