namespace Dashboard.Storage.Decisions;

/// <summary>A decision about whose usage comes in under which name.</summary>
public abstract record IdentityDecision : DecisionBody
{
    public override string Subject => "identities";
}
