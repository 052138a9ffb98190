namespace Dashboard.Storage.Decisions;

/// <summary>A decision about one source. A negative id names the source that a <see cref="SourceCreated"/> with the same negative id creates in the same call.</summary>
/// <param name="SourceId">The source.</param>
public abstract record SourceDecision(int SourceId) : DecisionBody
{
    public override string Subject => $"source:{SourceId}";
}
