namespace Dashboard.Storage.Decisions;

/// <summary>Marks what belongs to one import of seats.</summary>
public abstract record ImportDecision : DecisionBody
{
    public override string Subject => "imports";
}
