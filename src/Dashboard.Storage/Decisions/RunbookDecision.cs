namespace Dashboard.Storage.Decisions;

/// <summary>A decision about what happens at which stage.</summary>
public abstract record RunbookDecision : DecisionBody
{
    public override string Subject => "runbook";
}
